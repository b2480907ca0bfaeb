package hostile.odd_answer

# METADATA
# scope: document
# title: answers with a number
# description: For tests.
# entrypoint: true
# custom:
#   name: odd-answer
#   code: PW0601
#   phase: policy
deny := 7
