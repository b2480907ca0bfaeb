package hostile.odd_finding

# METADATA
# scope: document
# title: finds something without message
# description: For tests.
# entrypoint: true
# custom:
#   name: odd-finding
#   code: PW0601
#   phase: policy
deny contains {"help": "x"}
