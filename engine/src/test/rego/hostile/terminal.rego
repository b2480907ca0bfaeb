package hostile.terminal

# METADATA
# scope: document
# title: finds what plays with a terminal
# description: For tests.
# entrypoint: true
# custom:
#   name: terminal
#   code: PW0601
#   phase: policy
deny contains {"message": "red \u001b[31m\nnext\u202eline", "help": "\u0007"}
