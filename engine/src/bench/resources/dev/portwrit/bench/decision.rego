# METADATA
# title: The decision, for comparison
# description: |
#   What a policy means, in Rego over data that is indexed as well as it can be: the groups of every
#   subject are closed, grants and protections lie under the patterns they are for, and the caller
#   brings the patterns that match the repository. Only the comparison in bin/bench uses it.
package portwrit

default decision := {"decision": "deny", "rule": "no grant gives it"}

decision := {"decision": "allow", "rule": data.rules[min(giving)]} if {
	count(giving) > 0
	count(refusing) == 0
}

decision := {"decision": "deny", "rule": data.protection_rules[min(refusing)]} if {
	count(giving) > 0
	count(refusing) > 0
}

groups := object.get(data.groups, input.subject, {"anonymous": true})

giving contains grant.rank if {
	some candidate in input.candidates
	some grant in data.grants[candidate]
	groups[grant.to]
	grant.actions[input.action]
	not expired(grant)
}

refusing contains protection.rank if {
	some candidate in input.candidates
	some protection in data.protections[candidate]
	protection.refuses[input.action]
	some pattern in protection.tags
	glob.match(pattern, null, input.tag)
	not passes(protection)
}

expired(grant) if grant.expires <= input.now

passes(protection) if {
	some subject in protection.to
	groups[subject]
}
