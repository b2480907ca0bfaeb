"""Makes in a stand-in for AWS what a company had before it had policies; or changes something behind their back.

live.py URL FILE          the repositories and policies of a file such as live.json
live.py URL --open NAME   lets everybody with an account of AWS pull from a repository
"""

import json
import sys
import urllib.request

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


def main(url, what, *rest):
    if what == "--open":
        call(url, "SetRepositoryPolicy", repositoryName=rest[0], policyText=json.dumps(OPEN))
        return
    with open(what, encoding="utf-8") as file:
        repositories = json.load(file)["repositories"]
    for name, policy in repositories.items():
        call(url, "CreateRepository", repositoryName=name)
        call(url, "SetRepositoryPolicy", repositoryName=name, policyText=json.dumps(policy))


main(*sys.argv[1:])
