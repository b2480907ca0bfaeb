package hostile.runaway

# METADATA
# scope: document
# title: never comes to an end
# description: For tests.
# entrypoint: true
# custom:
#   name: runaway
#   code: PW0601
#   phase: policy
deny contains "x" if {
	count([1 |
		some a in numbers.range(1, 100000)
		some b in numbers.range(1, 100000)
		a * b == -1
	]) > 0
}
