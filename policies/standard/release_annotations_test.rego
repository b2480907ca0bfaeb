package portwrit.release_annotations_test

import data.portwrit.release_annotations

said := {
	"org.opencontainers.image.source": "https://git.example/acme/pay",
	"org.opencontainers.image.revision": "4f1c2d9",
}

push := {
	"repository": "acme/pay/api",
	"tag": "v1.4.2",
	"protections": [{"name": "acme/releases", "rule": "immutable", "enforce": "deny"}],
	"manifest": {"annotations": {}, "labels": {}, "children": []},
}

with_manifest(manifest) := object.union(push, {"manifest": manifest})

denied(document) := {finding.message |
	some finding in release_annotations.deny with input as document
}

test_image_with_annotations_passes if {
	denied(with_manifest({"annotations": said})) == set()
}

test_image_with_labels_passes if {
	denied(with_manifest({"labels": said})) == set()
}

test_image_with_one_annotation_and_one_label_passes if {
	annotations := {"org.opencontainers.image.source": "https://git.example/acme/pay"}
	labels := {"org.opencontainers.image.revision": "4f1c2d9"}
	denied(with_manifest({"annotations": annotations, "labels": labels})) == set()
}

test_image_without_annotations_is_denied if {
	denied(push) == {
		"what takes the protected tag `v1.4.2` has no annotation `org.opencontainers.image.source`",
		"what takes the protected tag `v1.4.2` has no annotation `org.opencontainers.image.revision`",
	}
}

test_blank_annotation_is_none if {
	every value in ["", " ", null, 7, {}] {
		annotations := object.union(said, {"org.opencontainers.image.revision": value})
		denied(with_manifest({"annotations": annotations})) == {"what takes the protected tag `v1.4.2` has no annotation `org.opencontainers.image.revision`"}
	}
}

test_index_with_annotations_passes if {
	manifest := {"annotations": said, "children": [{"annotations": {}}]}
	denied(with_manifest(manifest)) == set()
}

test_index_whose_images_all_say_it_passes if {
	manifest := {"children": [{"annotations": said}, {"labels": said}]}
	denied(with_manifest(manifest)) == set()
}

test_index_with_an_image_that_is_silent_is_denied if {
	manifest := {"children": [{"annotations": said}, {"annotations": {}}]}
	count(denied(with_manifest(manifest))) == 2
}

test_attestation_beside_the_images_is_not_asked if {
	manifest := {"children": [{"annotations": said}, attestation]}
	denied(with_manifest(manifest)) == set()
}

test_index_of_attestations_alone_is_denied if {
	count(denied(with_manifest({"children": [attestation]}))) == 2
}

test_image_that_only_calls_itself_attestation_is_denied if {
	manifest := {"children": [
		{"annotations": said},
		object.union(attestation, {"platform": "linux/amd64"}),
	]}
	count(denied(with_manifest(manifest))) == 2
}

test_tag_without_protection_passes if {
	denied(object.union(push, {"protections": []})) == set()
}

test_tag_under_a_warning_passes if {
	denied(object.union(push, {"protections": [{"enforce": "warn"}]})) == set()
}

test_tag_under_a_warning_and_a_protection_is_denied if {
	protections := [{"enforce": "warn"}, {"enforce": "deny"}]
	count(denied(object.union(push, {"protections": protections}))) == 2
}

test_missing_input_denies if {
	every document in [{}, [], null, {"protections": null}, {"protections": {}}, {"manifest": {}}] {
		count(denied(document)) == 2
	}
	every key in ["protections", "manifest"] {
		count(denied(object.remove(push, [key]))) == 2
	}
	count(denied(object.union(push, {"protections": [{}]}))) == 2
}

attestation := {
	"annotations": {},
	"platform": "unknown/unknown",
	"descriptor": {"vnd.docker.reference.type": "attestation-manifest"},
}
