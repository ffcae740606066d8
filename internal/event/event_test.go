package event

import "testing"

func TestLiveRef(t *testing.T) {
	want := Live{"nta", "d1", 1_770_000_000_000_000}
	if got, err := ParseLive(want.Ref()); err != nil || got != want {
		t.Errorf("%s: %+v %v", want.Ref(), got, err)
	}
	for _, bad := range []string{"", "nta/d1", "nta/d1/x", "nta/d1/1/2"} {
		if _, err := ParseLive(bad); err == nil {
			t.Errorf("%q is read as a ref", bad)
		}
	}
}

func TestCompaction(t *testing.T) {
	c := Compaction{"nta", "d3"}
	j := c.Job()
	if j.Kind != CompactSource || j.Key != "nta/d3" || j.Tenant != "" {
		t.Errorf("%+v", j)
	}
	if got, err := Read[Compaction](j.Payload); err != nil || got != c {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := Read[Compaction]([]byte("no")); err == nil {
		t.Error("what is no payload was read")
	}
}

func TestTopics(t *testing.T) {
	if IsTopic(Ping) || !IsTopic(Decision) || IsTopic("nothing") {
		t.Error("topics are wrong")
	}
}
