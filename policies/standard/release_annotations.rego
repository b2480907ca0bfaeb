# METADATA
# description: >-
#   Whoever looks at a release finds the source it was made of.
package portwrit.release_annotations

required := ["org.opencontainers.image.source", "org.opencontainers.image.revision"]

# METADATA
# scope: document
# title: a release says its source and revision
# description: >-
#   What takes a protected tag carries the annotations `org.opencontainers.image.source` and
#   `org.opencontainers.image.revision`, or the labels of its configuration do. Of an index it is
#   enough that every image in it carries them. A tag under a protection that only warns is not
#   asked.
# entrypoint: true
# custom:
#   name: release-annotations
#   code: PW0602
#   phase: push
#   tags: protected
#   settings: {}
deny contains finding if {
	not is_unprotected
	some name in required
	not manifest_says(name)
	not every_image_says(name)
	finding := {
		"message": sprintf("what takes the protected tag `%s` has no annotation `%s`", [tag, name]),
		"help": sprintf("build it with `--annotation %s=...` or `--label %s=...`", [name, name]),
	}
}

# No argument of a negated helper comes from the input: where one is undefined, the negation is not
# asked, and the rule passes.
manifest_says(name) if says(input.manifest, name)

# Every protection that reaches the tag only warns. If they are not known, the tag is protected.
is_unprotected if {
	is_array(input.protections)
	every protection in input.protections {
		protection.enforce == "warn"
	}
}

says(manifest, name) if is_said(manifest.annotations[name])

says(manifest, name) if is_said(manifest.labels[name])

is_said(value) if trim_space(value) != ""

every_image_says(name) if {
	count(images) > 0
	every image in images {
		says(image, name)
	}
}

images := [child |
	some child in input.manifest.children
	not is_attestation(child)
]

# What build tools put beside the images of an index to describe them; no client runs it.
is_attestation(child) if {
	child.platform == "unknown/unknown"
	child.descriptor["vnd.docker.reference.type"] == "attestation-manifest"
}

default tag := "?"

tag := input.tag
