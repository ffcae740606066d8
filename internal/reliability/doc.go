// Package reliability holds the proof that decisions last: the real program is
// killed, its disk loses what was not synced, its writes fail, its disk is full,
// and what it had acknowledged must be there. The code that is not a test is a
// model of a disk: Trace reads what a process wrote and synced, as strace saw
// it, and Disk says what of it a power cut may leave.
package reliability
