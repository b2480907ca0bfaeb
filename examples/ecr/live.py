"""Makes in a stand-in for AWS what a company had before it had policies; or changes something behind their back.

live.py URL               two repositories with policies as the console of AWS teaches them
live.py URL --open NAME   lets everybody with an account of AWS pull from a repository
live.py URL --people      makes the roles and the user that the policies name
"""

import json
import sys
import urllib.parse
import urllib.request

ACCOUNT = "arn:aws:iam::123456789012:"
PULL = ["ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer"]
PUSH = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"]


def allow(sid, actions, *principals):
    return {"Sid": sid, "Effect": "Allow", "Principal": {"AWS": [ACCOUNT + name for name in principals]}, "Action": actions}


REPOSITORIES = {
    "pay/api": [
        allow("AllowPushPull", PULL + PUSH, "role/pay", "role/ci-pay"),
        allow("Administer", "ecr:*", "user/ada"),
    ],
    "pay/web": [
        allow("AllowPushPull", PULL + PUSH, "role/pay", "role/ci-pay"),
        allow("AllowPull", PULL, "role/reports"),
        allow("Administer", "ecr:*", "user/ada"),
    ],
}

OPEN = {
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Debugging", "Effect": "Allow", "Principal": "*", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}
    ],
}


def call(url, operation, **arguments):
    request = urllib.request.Request(
        url,
        data=json.dumps(arguments).encode(),
        headers={
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921." + operation,
            # A stand-in looks only for the region and the service in it.
            "Authorization": "AWS4-HMAC-SHA256 Credential=example/20260101/eu-west-1/ecr/aws4_request, SignedHeaders=host, Signature=0",
        },
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def iam(url, action, **arguments):
    request = urllib.request.Request(
        url,
        data=urllib.parse.urlencode({"Action": action, "Version": "2010-05-08", **arguments}).encode(),
        headers={
            "Authorization": "AWS4-HMAC-SHA256 Credential=example/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0",
        },
    )
    urllib.request.urlopen(request).close()


def main(url, *rest):
    if rest == ("--people",):
        nobody = json.dumps({"Version": "2012-10-17", "Statement": []})
        for name in ("pay", "ci-pay", "reports"):
            iam(url, "CreateRole", RoleName=name, AssumeRolePolicyDocument=nobody)
        iam(url, "CreateUser", UserName="ada")
        return
    if rest:
        call(url, "SetRepositoryPolicy", repositoryName=rest[1], policyText=json.dumps(OPEN))
        return
    for name, statements in REPOSITORIES.items():
        policy = {"Version": "2008-10-17", "Statement": statements}
        call(url, "CreateRepository", repositoryName=name)
        call(url, "SetRepositoryPolicy", repositoryName=name, policyText=json.dumps(policy))


main(*sys.argv[1:])
