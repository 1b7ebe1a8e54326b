//! Where the entries of a large object are.

use crate::host;
use crate::json::Value;
use crate::siphash::siphash;

/// A key and its value.
pub(super) type Entry = (String, Value);

/// A hash table of the positions of keys in a list of entries.
///
/// `std::collections::HashMap` would own a copy of each key. The hash is seeded, so that nobody can choose keys that collide.
#[derive(Clone)]
pub(super) struct Index {
    /// The key of the hash.
    seed: [u64; 2],
    /// Positions, [`FREE`] or [`REMOVED`]. The length is a power of two.
    slots: Vec<usize>,
    /// How many slots are not free: at most half of them.
    used: usize,
}

const FREE: usize = usize::MAX;
/// The entry of this slot was removed. A search goes on to the next slots, as it did when the slot was in use.
const REMOVED: usize = usize::MAX - 1;

impl Index {
    /// The index of `entries`, or `None` if two of them have the same key.
    pub(super) fn of(entries: &[Entry]) -> Option<Self> {
        let slots = vec![FREE; (4 * entries.len()).next_power_of_two()];
        let seed = host::random_seed();
        let mut index = Self { seed: [seed, !seed], slots, used: 0 };
        for (at, (key, _)) in entries.iter().enumerate() {
            let slot = index.find(key, entries).err()?;
            index.fill(slot, at);
        }
        Some(index)
    }

    /// The position of `key` in `entries`, or the slot for it.
    pub(super) fn find(&self, key: &str, entries: &[Entry]) -> Result<usize, usize> {
        #[expect(clippy::cast_possible_truncation, reason = "any bits of a hash will do")]
        let mut slot = siphash(self.seed, key.as_bytes()) as usize;
        loop {
            slot &= self.slots.len() - 1;
            match self.slots.get(slot) {
                None | Some(&FREE) => return Err(slot),
                Some(&at) if entries.get(at).is_some_and(|(other, _)| other == key) => return Ok(at),
                Some(_) => slot += 1,
            }
        }
    }

    /// Puts the position `at` into a slot that [`Self::find`] returned.
    fn fill(&mut self, slot: usize, at: usize) {
        if let Some(free) = self.slots.get_mut(slot) {
            *free = at;
            self.used += 1;
        }
    }

    /// Adds the position `at` in a slot that [`Self::find`] returned. Returns whether the index is too full then, and must be made anew.
    pub(super) fn add(&mut self, slot: usize, at: usize) -> bool {
        self.fill(slot, at);
        2 * self.used > self.slots.len()
    }

    /// Removes the position `at`, and moves the later positions up by one.
    pub(super) fn remove(&mut self, at: usize) {
        for slot in &mut self.slots {
            if *slot == at {
                *slot = REMOVED;
            } else if *slot > at && *slot < REMOVED {
                *slot -= 1;
            }
        }
    }
}
