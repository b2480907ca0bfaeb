package portwrit.expiring_user_grants_test

import data.portwrit.expiring_user_grants

now := "2026-08-01T12:00:00Z"

grant := {
	"role": "pull",
	"subject": "user:eve",
	"repositories": "acme/pay/api",
	"expires": "2026-09-01T00:00:00Z",
	"file": "repositories.yaml",
	"line": 4,
	"column": 5,
}

denied(input_document) := findings if {
	findings := expiring_user_grants.deny with input as input_document
		with time.now_ns as time.parse_rfc3339_ns(now)
}

of(grants) := {"grants": grants, "settings": {"days": "90"}}

test_grant_that_expires_soon_passes if {
	denied(of([grant])) == set()
}

test_grant_that_expires_at_the_last_moment_passes if {
	denied(of([object.union(grant, {"expires": "2026-10-30T12:00:00Z"})])) == set()
}

test_grant_that_expires_a_moment_later_is_denied if {
	some finding in denied(of([object.union(grant, {"expires": "2026-10-30T12:00:01Z"})]))
	finding.message == "`pull` to user:eve on `acme/pay/api` expires more than 90 days from now"
	finding.help == "give the grant `expires:` within 90 days, or grant to a team"
	finding.file == "repositories.yaml"
	finding.line == 4
	finding.column == 5
}

test_expired_grant_passes if {
	denied(of([object.union(grant, {"expires": "2026-01-01T00:00:00Z"})])) == set()
}

test_grant_that_never_expires_is_denied if {
	every expires in [null, 7, ""] {
		count(denied(of([object.union(grant, {"expires": expires})]))) == 1
	}
	some finding in denied(of([object.remove(grant, ["expires"])]))
	finding.message == "`pull` to user:eve on `acme/pay/api` never expires"
}

test_setting_moves_the_limit if {
	month := {"grants": [grant], "settings": {"days": "30"}}
	some finding in denied(month)
	finding.message == "`pull` to user:eve on `acme/pay/api` expires more than 30 days from now"
	denied({"grants": [grant], "settings": {"days": "31"}}) == set()
}

test_setting_that_is_no_number_denies if {
	count(denied({"grants": [grant], "settings": {"days": "soon"}})) == 1
}

test_grants_to_others_are_not_asked if {
	every subject in ["team:acme/pay", "service:acme/ci", "organization:acme", "anonymous"] {
		denied(of([object.union(grant, {"subject": subject, "expires": null})])) == set()
	}
}

test_each_grant_is_found if {
	other := object.union(grant, {"subject": "user:bob", "line": 9, "expires": null})
	count(denied(of([grant, other, object.union(grant, {"expires": null})]))) == 2
}

test_no_grants_pass if {
	denied(of([])) == set()
}

test_missing_input_denies if {
	every document in [{}, [], null, {"grants": null}, {"grants": {"a": grant}}, {"settings": {}}] {
		some finding in denied(document)
		finding.message == "the grants are not known"
	}
}

test_grant_that_cannot_be_read_denies if {
	endless := object.union(grant, {"expires": null})
	every key in ["role", "subject", "repositories", "file", "line", "column"] {
		some finding in denied(of([object.remove(endless, [key])]))
		finding.message == "a grant that cannot be read is not known to expire"
	}
	every broken in [{}, null, 7, "user:eve", {"subject": 7}] {
		count(denied(of([broken]))) == 1
	}
}
