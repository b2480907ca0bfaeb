package foreign

# METADATA
# scope: document
# title: asks the network
# description: For tests.
# entrypoint: true
# custom:
#   name: foreign
#   code: PW0601
#   phase: policy
deny contains {"message": "x"} if {
	http.send({"method": "get", "url": input.url}).status_code == 500
	opa.runtime().x == 1
}
