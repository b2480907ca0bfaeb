# METADATA
# description: >-
#   Access of a person that nobody ends by hand ends by itself. Grants to teams, services and
#   organizations are not asked: their members come and go.
package portwrit.expiring_user_grants

nanoseconds_a_day := ((24 * 60) * 60) * 1000000000

# METADATA
# scope: document
# title: a grant to a person expires
# description: >-
#   Each grant to a `user:` expires within so many days, counted from now. One finding a grant and
#   person, at the place of the grant.
# entrypoint: true
# custom:
#   name: expiring-user-grants
#   code: PW0601
#   phase: policy
#   settings:
#     days:
#       default: "90"
#       pattern: "[1-9][0-9]{0,4}"
#       description: the most days ahead, from now, that a grant to a person may expire
deny contains finding if {
	not grants_are_known
	finding := {"message": "the grants are not known"}
}

grants_are_known if is_array(input.grants)

deny contains finding if {
	some grant in input.grants
	not is_to_others(grant)
	not expires_in_time(grant)
	finding := describe(grant)
}

# Grants that this rule does not ask about. What has no readable subject is asked.
is_to_others(grant) if {
	some prefix in ["team:", "service:", "organization:"]
	startswith(grant.subject, prefix)
}

is_to_others(grant) if grant.subject == "anonymous"

expires_in_time(grant) if {
	end := time.parse_rfc3339_ns(grant.expires)
	end - time.now_ns() <= to_number(days) * nanoseconds_a_day
}

# What cannot be described is found all the same.
default describe(_) := {"message": "a grant that cannot be read is not known to expire"}

describe(grant) := {
	"message": sprintf("`%s` to %s on `%s` %s", [
		grant.role, grant.subject, grant.repositories,
		complaint(grant),
	]),
	"help": sprintf("give the grant `expires:` within %s days, or grant to a team", [days]),
	"file": grant.file,
	"line": grant.line,
	"column": grant.column,
}

complaint(grant) := "never expires" if not has_expiry(grant)

complaint(grant) := sprintf("expires more than %s days from now", [days]) if has_expiry(grant)

has_expiry(grant) if is_string(grant.expires)

default days := "90"

days := input.settings.days
