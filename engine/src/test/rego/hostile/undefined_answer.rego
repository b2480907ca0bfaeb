package hostile.undefined_answer

# METADATA
# scope: document
# title: has no answer
# description: For tests.
# entrypoint: true
# custom:
#   name: undefined-answer
#   code: PW0601
#   phase: policy
deny := {"message": "x"} if input.never == 1
