package hostile.clock

# METADATA
# scope: document
# title: answers with the time
# description: For tests.
# entrypoint: true
# custom:
#   name: clock
#   code: PW0601
#   phase: policy
deny contains {"message": sprintf("%d", [time.now_ns()])}
