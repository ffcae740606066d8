package links

import "math/rand/v2"

// Mix says how many of whom a world of rings and look-alikes has, and how they
// touch. Shares are in 1/1000.
type Mix struct {
	Rings, RingMin, RingMax int // rings, and how many applications each has
	Group                   int // most of a ring that use one thing
	Kinds                   []string
	More                    int // ties of a ring beside its chain, of its members

	Families, Offices, SmallOffices                    int
	Buildings, SmallBuildings, VPNs, Forwarders        int
	Resellers, Shops, CallCentres, Alone               int
	BuildingSize, VPNSize, ForwarderSize               int // about
	ResellerSize, ShopSize, CallCentreSize             int
	OfficeSize                                         int
	InBuilding, InSmallBuilding, ByVPN, ByForwarder    int // share of ring members who use one too
	ByReseller, ByShop, ByCallCentre, AtOffice, Handed int
}

// ringKinds are what rings may chain by; each mix has some of them.
var ringKinds = []string{"phone", "payment_token", "device", "email", "key", "ship_to", "ip", "person"}

// DrawMix draws a mix; every seed gives another.
func DrawMix(seed uint64) Mix {
	d := rand.New(rand.NewPCG(seed, 61))
	in := func(least, most int) int { return least + d.IntN(most-least+1) }
	m := Mix{Rings: in(10, 20), RingMin: in(3, 5), RingMax: in(8, 25), Group: in(2, 6), More: in(0, 400)}
	for _, i := range d.Perm(len(ringKinds))[:in(2, len(ringKinds))] {
		m.Kinds = append(m.Kinds, ringKinds[i])
	}
	m.Families, m.Offices, m.SmallOffices = in(100, 400), in(10, 40), in(10, 60)
	m.Buildings, m.SmallBuildings, m.VPNs, m.Forwarders = in(2, 6), in(10, 60), in(1, 4), in(1, 6)
	m.Resellers, m.Shops, m.CallCentres, m.Alone = in(3, 15), in(2, 8), in(1, 5), in(500, 2500)
	m.BuildingSize, m.VPNSize, m.ForwarderSize = in(80, 400), in(300, 3000), in(30, 300)
	m.ResellerSize, m.ShopSize, m.CallCentreSize, m.OfficeSize = in(15, 80), in(15, 60), in(20, 100), in(8, 40)
	m.InBuilding, m.InSmallBuilding, m.ByVPN, m.ByForwarder = in(0, 300), in(0, 30), in(100, 900), in(0, 500)
	m.ByReseller, m.ByShop, m.ByCallCentre, m.AtOffice, m.Handed = in(0, 200), in(0, 200), in(0, 200), in(0, 50), in(0, 4)
	return m
}
