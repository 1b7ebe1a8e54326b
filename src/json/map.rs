//! Objects: entries in the order in which a JavaScript engine would list them.

use std::cmp::Ordering;

use crate::chars::parse_digits;
use crate::json::Value;

/// The entries of a JSON object, in ECMAScript's order: array-index keys first, ascending, then the rest as inserted.
///
/// A key that comes again keeps its first position and takes the last value, as in a JavaScript object.
#[derive(Clone, Default, PartialEq)]
pub struct Map {
    entries: Vec<(String, Value)>,
    /// How many entries at the start have array-index keys.
    indices: usize,
}

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value under `key`, to change in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Sets `key` to `value`: in place if the key is there, otherwise at the end of its group.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        self.set(key.into(), value.into());
    }

    /// [`Self::insert`] once for all types: its copies were three kilobytes of wasm.
    #[inline(never)]
    fn set(&mut self, key: String, value: Value) {
        let Some(index) = array_index(&key) else {
            match self.get_mut(&key) {
                Some(slot) => *slot = value,
                None => self.entries.push((key, value)),
            }
            return;
        };
        let sorted = self.entries.get(..self.indices).unwrap_or_default();
        match sorted.binary_search_by_key(&Some(index), |(name, _)| array_index(name)) {
            Ok(at) => {
                if let Some((_, slot)) = self.entries.get_mut(at) {
                    *slot = value;
                }
            }
            Err(at) => {
                self.entries.insert(at, (key, value));
                self.indices += 1;
            }
        }
    }

    /// Sets many: as [`Self::insert`] one by one, without looking each of them up among all others.
    pub(crate) fn append(&mut self, more: Self) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.extend(more.entries);
        *self = from_entries(entries);
    }

    /// Takes the value under `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.entries.iter().position(|(name, _)| name == key)?;
        if at < self.indices {
            self.indices -= 1;
        }
        Some(self.entries.remove(at).1)
    }

    /// The entries, in order, with values that can be changed in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.entries.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// The entries, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl FromIterator<(String, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(entries: I) -> Self {
        // One function that is not generic: each copy of a sort weighs kilobytes in wasm.
        from_entries(entries.into_iter().collect())
    }
}

/// Entries of an object up to which comparing each pair of keys is quicker than sorting them.
const SMALL: usize = 16;

/// An entry and the place at which it arrived.
type Row = (usize, String, Value);

/// A map of `entries`, in linearithmic time, however many there are and however often keys repeat.
fn from_entries(entries: Vec<(String, Value)>) -> Map {
    // Most objects are small, and have neither array indices nor a key twice.
    let is_plain = entries.len() <= SMALL
        && entries.iter().enumerate().all(|(at, (key, _))| {
            !key.starts_with(|first: char| first.is_ascii_digit())
                && entries.iter().take(at).all(|(other, _)| other != key)
        });
    let is_index = |(key, _): &(String, Value)| array_index(key).is_some();
    if is_plain || (!entries.iter().any(is_index) && are_distinct(&entries)) {
        return Map { entries, indices: 0 };
    }
    let mut rows: Vec<Row> =
        entries.into_iter().enumerate().map(|(at, (key, value))| (at, key, value)).collect();
    sort(&mut rows, |a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    // Equal keys now stand in the order of their arrival: the first gives the place, the last the value.
    rows.dedup_by(|later, earlier| {
        let same = later.1 == earlier.1;
        if same {
            std::mem::swap(&mut earlier.2, &mut later.2);
        }
        same
    });
    sort(&mut rows, |a, b| place(a).cmp(&place(b)));
    let indices = rows.iter().take_while(|row| !place(row).0).count();
    Map { entries: rows.into_iter().map(|(_, key, value)| (key, value)).collect(), indices }
}

/// Places after its own at which a key is looked for; more are taken by keys that were chosen to collide.
const PROBES: usize = 32;

/// Whether all keys differ; it may say no if they do, but not if they do not. Linear, whatever the keys are.
fn are_distinct(entries: &[(String, Value)]) -> bool {
    let mask = (2 * entries.len()).next_power_of_two() - 1;
    let mut places: Vec<Option<&str>> = vec![None; mask + 1];
    entries.iter().all(|(key, _)| {
        let hash =
            key.bytes().fold(key.len(), |hash, byte| (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193));
        // The first place that is free, or has the same key.
        let found = (0..PROBES)
            .map(|step| hash.wrapping_add(step) & mask)
            .find(|at| places.get(*at).copied().flatten().is_none_or(|other| other == key));
        let place = found.and_then(|at| places.get_mut(at)).filter(|place| place.is_none());
        place.is_some_and(|place| place.replace(key).is_none())
    })
}

/// Where an entry goes: array indices first, by their value, then names, by their arrival.
fn place((at, key, _): &Row) -> (bool, usize) {
    array_index(key).map_or((true, *at), |index| (false, index as usize))
}

/// Sorts in place: a heap sort, which takes linearithmic time on any input, and a tenth of the code that the standard
/// library's two strategies take in wasm. `by` tells all rows apart.
fn sort(rows: &mut [Row], by: fn(&Row, &Row) -> Ordering) {
    for start in (0..rows.len() / 2).rev() {
        sift_down(rows, start, by);
    }
    for end in (1..rows.len()).rev() {
        rows.swap(0, end);
        if let Some(heap) = rows.get_mut(..end) {
            sift_down(heap, 0, by);
        }
    }
}

/// Lets the row at `parent` sink until no child of it is greater.
fn sift_down(heap: &mut [Row], mut parent: usize, by: fn(&Row, &Row) -> Ordering) {
    let less = |heap: &[Row], a: usize, b: usize| match (heap.get(a), heap.get(b)) {
        (Some(a), Some(b)) => by(a, b).is_lt(),
        _ => false,
    };
    loop {
        let left = 2 * parent + 1;
        let child = if less(heap, left, left + 1) { left + 1 } else { left };
        if !less(heap, parent, child) {
            return;
        }
        heap.swap(parent, child);
        parent = child;
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// The array index that `key` is in canonical form: `0` to `4294967294`, without sign or leading zeros.
fn array_index(key: &str) -> Option<u32> {
    let is_canonical = key.len() <= 10 && (key == "0" || !key.starts_with('0'));
    let index = is_canonical.then(|| parse_digits(key)).flatten()?;
    u32::try_from(index).ok().filter(|index| *index != u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(map: &Map) -> Vec<&str> {
        map.iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn keys_stand_in_the_order_of_a_javascript_object() {
        let cases: [(&str, &[&str], &[&str]); 6] = [
            ("insertion order", &["b", "a"], &["b", "a"]),
            ("indices first, ascending", &["b", "10", "9", "a"], &["9", "10", "b", "a"]),
            ("a duplicate keeps its first place", &["a", "b", "a"], &["a", "b"]),
            ("leading zeros are names", &["x", "01", "1"], &["1", "x", "01"]),
            ("the last array index", &["x", "4294967295", "4294967294"], &["4294967294", "x", "4294967295"]),
            ("signs and fractions are names", &["-1", "1.5", "0"], &["0", "-1", "1.5"]),
        ];
        for (name, inserted, expected) in cases {
            let mut one_by_one = Map::new();
            for key in inserted {
                one_by_one.insert(*key, Value::Null);
            }
            let collected: Map = inserted.iter().map(|key| ((*key).to_owned(), Value::Null)).collect();
            assert_eq!(keys(&one_by_one), expected, "{name}: inserted");
            assert_eq!(keys(&collected), expected, "{name}: collected");
        }
    }

    #[test]
    fn a_duplicate_takes_the_last_value() {
        let map: Map = [("a", 1), ("b", 2), ("a", 3)]
            .map(|(key, value)| (key.to_owned(), Value::from(value)))
            .into_iter()
            .collect();
        assert_eq!(map.get("a"), Some(&Value::from(3)));
    }

    #[test]
    fn many_keys_are_told_apart_however_they_are_chosen() {
        let entries = |keys: &[String]| -> Vec<(String, Value)> {
            keys.iter().map(|key| (key.clone(), Value::Null)).collect()
        };
        let distinct: Vec<String> = (0..20_000).map(|at| format!("key {at}")).collect();
        assert!(are_distinct(&entries(&distinct)));
        assert_eq!(from_entries(entries(&distinct)).len(), 20_000);
        let mut repeated = distinct.clone();
        repeated.push("key 7".to_owned());
        assert!(!are_distinct(&entries(&repeated)));
        assert_eq!(keys(&from_entries(entries(&repeated))), distinct);
        // All of these begin their search at the same place.
        let place = |key: &str| {
            key.bytes().fold(key.len(), |hash, byte| (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193))
                & 127
        };
        let colliding: Vec<String> =
            (0..).map(|at| format!("k{at:06}")).filter(|key| place(key) == 5).take(64).collect();
        assert!(!are_distinct(&entries(&colliding)));
        assert_eq!(keys(&from_entries(entries(&colliding))), colliding);
    }

    #[test]
    fn many_indices_are_inserted_one_by_one_where_they_belong() {
        // Backwards, and then each again: sorting all of them at each step would take minutes.
        let mut map = Map::new();
        for (key, value) in (0..20_000).rev().chain(0..20_000).zip(0..) {
            map.insert(key.to_string(), value);
        }
        map.insert("name", 0);
        assert_eq!(map.len(), 20_001);
        assert_eq!(map.iter().next(), Some(("0", &Value::from(20_000))));
        assert_eq!(map.iter().next_back(), Some(("name", &Value::from(0))));
    }

    #[test]
    fn removing_an_index_keeps_the_groups_apart() {
        let mut map: Map = ["1", "2", "a"].map(|key| (key.to_owned(), Value::Null)).into_iter().collect();
        map.remove("1");
        map.insert("0", Value::Null);
        assert_eq!(keys(&map), ["0", "2", "a"]);
    }
}
