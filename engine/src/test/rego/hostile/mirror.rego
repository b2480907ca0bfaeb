package hostile.mirror

# METADATA
# scope: document
# title: answers with its input
# description: For tests.
# entrypoint: true
# custom:
#   name: mirror
#   code: PW0601
#   phase: policy
deny contains {"message": json.marshal(input)}
