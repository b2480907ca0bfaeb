package hostile.hog

# METADATA
# scope: document
# title: takes all memory
# description: For tests.
# entrypoint: true
# custom:
#   name: hog
#   code: PW0601
#   phase: policy
deny contains "x" if {
	count([[a, b] |
		some a in numbers.range(1, 2000)
		some b in numbers.range(1, 2000)
	]) == 0
}
