package hostile.conflict

# METADATA
# scope: document
# title: contradicts itself
# description: For tests.
# entrypoint: true
# custom:
#   name: conflict
#   code: PW0601
#   phase: policy
deny := {x | some x in [input.phase]}

deny := {"other"}
