package hostile.call

# METADATA
# scope: document
# title: calls a builtin function
# description: For tests.
# entrypoint: true
# custom:
#   name: call
#   code: PW0601
#   phase: policy
deny contains {"message": json.marshal({"is": result})} if result := answer

answer := sprintf(input.a[0], input.a[1]) if input.f == "sprintf"

answer := semver.compare(input.a[0], input.a[1]) if input.f == "semver.compare"

answer := semver.is_valid(input.a[0]) if input.f == "semver.is_valid"

answer := time.parse_rfc3339_ns(input.a[0]) if input.f == "time.parse_rfc3339_ns"

answer := time.date(input.a[0]) if input.f == "time.date"

answer := time.weekday(input.a[0]) if input.f == "time.weekday"

answer := json.is_valid(input.a[0]) if input.f == "json.is_valid"

answer := crypto.sha256(input.a[0]) if input.f == "crypto.sha256"

answer := regex.replace(input.a[0], input.a[1], input.a[2]) if input.f == "regex.replace"

answer := regex.split(input.a[0], input.a[1]) if input.f == "regex.split"

answer := strings.any_prefix_match(input.a[0], input.a[1]) if input.f == "strings.any_prefix_match"

answer := strings.any_suffix_match(input.a[0], input.a[1]) if input.f == "strings.any_suffix_match"

answer := input.a[0] + input.a[1] if input.f == "plus"
