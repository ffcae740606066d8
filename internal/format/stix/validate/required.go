package validate

import "strings"

// required are the properties that objects of a type must have.
var required = map[string]string{
	"attack-pattern": "name", "campaign": "name", "course-of-action": "name", "grouping": "context object_refs", "identity": "name", "incident": "name",
	"indicator": "pattern pattern_type valid_from", "infrastructure": "name", "intrusion-set": "name", "malware": "is_family", "malware-analysis": "product",
	"note": "content object_refs", "observed-data": "first_observed last_observed number_observed", "opinion": "opinion object_refs",
	"report": "name published object_refs", "threat-actor": "name", "tool": "name", "vulnerability": "name",
	"relationship": "relationship_type source_ref target_ref", "sighting": "sighting_of_ref",
	"language-content": "object_ref contents", "extension-definition": "name schema version extension_types created_by_ref",
	"autonomous-system": "number", "directory": "path", "domain-name": "value", "email-addr": "value", "email-message": "is_multipart", "ipv4-addr": "value", "ipv6-addr": "value",
	"mac-addr": "value", "mutex": "name", "network-traffic": "protocols", "software": "name", "url": "value",
}

// oneOf are groups of which at least one property must be there.
var oneOf = map[string]string{
	"file": "hashes name", "network-traffic": "src_ref dst_ref", "malware-analysis": "result analysis_sco_refs", "location": "region country latitude",
	"artifact": "payload_bin url", "user-account": "user_id account_login account_type display_name credential is_service_account is_privileged can_escalate_privs is_disabled account_created account_expires credential_last_changed account_first_login account_last_login extensions",
	"process":              "extensions is_hidden pid created_time cwd command_line environment_variables opened_connection_refs creator_user_ref image_ref parent_ref child_refs",
	"windows-registry-key": "key values modified_time creator_user_ref number_of_subkeys", "x509-certificate": "is_self_signed hashes version serial_number signature_algorithm issuer validity_not_before validity_not_after subject subject_public_key_algorithm subject_public_key_modulus subject_public_key_exponent x509_v3_extensions",
}

// enums are closed vocabularies; open ones are anybody's.
var enums = map[string]string{
	"opinion.opinion":               "strongly-disagree disagree neutral agree strongly-agree",
	"artifact.encryption_algorithm": "AES-256-GCM ChaCha20-Poly1305 mime-type-indicated",
}

func (c *checker) required() {
	for _, p := range strings.Fields(required[c.kind]) {
		if !c.has(p) {
			c.must(p, "required", "missing")
		}
	}
	if group := strings.Fields(oneOf[c.kind]); len(group) > 0 {
		any := false
		for _, p := range group {
			any = any || c.has(p)
		}
		if !any {
			c.must(group[0], "one-of", "none of %s", strings.Join(group, ", "))
		}
	}
	for name, words := range enums {
		kind, p, _ := strings.Cut(name, ".")
		if v := c.n.Get(p); kind == c.kind && v != nil && !set(words)[v.Text] {
			c.must(p, "enum", "none of %s", words)
		}
	}
}
