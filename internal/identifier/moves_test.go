package identifier

import "testing"

// moved gives the towns of a municipality with what histories show.
func moved(standing bool, pairs ...[2]string) Towns {
	t := &CityTowns{standing: standing}
	for _, p := range pairs {
		old := ParseAddress(p[0])
		t.Add(old)
		t.AddMove(old, ParseAddress(p[1]))
	}
	return func(prefecture, city string) *CityTowns {
		if city == "清水市" || city == "水沢市" {
			return t
		}
		return nil
	}
}

func TestRenamedMunicipality(t *testing.T) {
	shimizu := moved(false, [2]string{"静岡県清水市追分1丁目2番3号", "静岡県静岡市清水区追分1丁目2番3号"}, [2]string{"静岡県清水市旭町6番8号", "静岡県静岡市清水区旭町6番8号"})
	mizusawa := moved(false, [2]string{"岩手県水沢市佐倉河字後田29番地", "岩手県奥州市水沢佐倉河字後田29番地"}, [2]string{"岩手県水沢市大町1丁目1番地", "岩手県奥州市水沢大町1丁目1番地"})
	for _, c := range []struct {
		towns   Towns
		in, key string
	}{
		{shimizu, "静岡県清水市追分1-5-6", "静岡県|静岡市清水区|追分|1-5-6"},
		{shimizu, "静岡県清水市入船町1-5", "静岡県|静岡市清水区|入船町|1-5"},
		{mizusawa, "岩手県水沢市大町1-7", "岩手県|奥州市|水沢大町|1-7"},
		{mizusawa, "岩手県水沢市横町5", "岩手県|奥州市|水沢横町|5"},
		// Nothing shows where these are now.
		{moved(false, [2]string{"静岡県清水市追分1丁目2番3号", "静岡県静岡市清水区追分1丁目2番3号"}), "静岡県清水市旭町6-8", "静岡県|清水市|旭町|6-8"},
		{moved(true, [2]string{"静岡県清水市追分1丁目2番3号", "静岡県静岡市清水区追分1丁目2番3号"}), "静岡県清水市追分1-2-3", "静岡県|清水市|追分|1-2-3"},
		{moved(false, [2]string{"静岡県清水市追分1丁目2番3号", "静岡県静岡市清水区追分1丁目2番4号"}, [2]string{"静岡県清水市追分2番3号", "静岡県静岡市清水区旭町2番3号"}, [2]string{"静岡県清水市追分2番3号", "東京都港区追分2番3号"}), "静岡県清水市追分1-2-3", "静岡県|清水市|追分|1-2-3"},
	} {
		if got := ParseAddressIn(c.towns, c.in); got.BlockKey() != c.key {
			t.Errorf("%q has key %q, want %q", c.in, got.BlockKey(), c.key)
		}
	}
	claimed := ParseAddressIn(shimizu, "静岡県清水市追分1-2-3")
	for _, source := range []string{"静岡県静岡市清水区追分1丁目2番3号", "静岡県清水市追分1丁目2番3号"} {
		if result, degree, why := CompareParsed(claimed, ParseAddress(source)); result != "agrees" {
			t.Errorf("with %s: %s %d %s", source, result, degree, why)
		}
	}
	if result, _, why := CompareParsed(claimed, ParseAddress("静岡県静岡市清水区追分1丁目2番4号")); result != "differs" {
		t.Errorf("another number: %s %s", result, why)
	}
	if keys := claimed.BlockKeys(); len(keys) != 2 {
		t.Errorf("keys %q", keys)
	}
}

func TestRenamed(t *testing.T) {
	for _, c := range []struct {
		old, now string
		want     bool
	}{
		{"静岡県清水市追分1丁目2番3号", "静岡県静岡市清水区追分1丁目2番3号", true},
		{"岩手県水沢市佐倉河29", "岩手県奥州市水沢佐倉河29番地", true},
		{"静岡県清水市追分1丁目2番3号", "静岡県静岡市清水区追分1丁目2番4号", false},
		{"静岡県清水市追分1丁目2番3号", "静岡県清水市追分1丁目2番3号", false},
		{"静岡県清水市追分1丁目2番3号", "静岡県静岡市清水区旭町1丁目2番3号", false},
		{"静岡県清水市追分1丁目2番3号", "山梨県甲府市追分1丁目2番3号", false},
		{"静岡県清水市追分", "静岡県静岡市清水区追分", false},
		{"", "", false},
	} {
		if got := Renamed(ParseAddress(c.old), ParseAddress(c.now)); got != c.want {
			t.Errorf("%s, %s: %v", c.old, c.now, got)
		}
	}
}
