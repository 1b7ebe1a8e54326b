//! Objects: entries in the order in which a JavaScript engine would list them.

use std::collections::BinaryHeap;
use std::sync::OnceLock;

use crate::json::Value;
use crate::json::index::{Entry, Index};

/// The entries of a JSON object, in ECMAScript's order: array-index keys first, ascending, then the others as inserted.
///
/// A key that comes again keeps its first position and takes the last value, as in a JavaScript object. Two maps are equal if
/// they have equal entries, in whatever order.
///
/// Inserting and looking up take constant time, removing takes linear time.
///
/// ```
/// # use mcp_errors::{Map, Value};
/// let mut map = Map::new();
/// map.insert("name", "x");
/// map.insert("10", true);
/// map.insert("9", Value::Null);
/// assert_eq!(Value::from(map).to_string(), r#"{"9":null,"10":true,"name":"x"}"#);
/// ```
#[derive(Default)]
pub struct Map {
    entries: Vec<Entry>,
    /// What most objects do without.
    extra: Option<Box<Extra>>,
}

#[derive(Clone, Default)]
struct Extra {
    /// Where the entries are. There is one if there are more than [`SMALL`].
    index: Option<Index>,
    /// Set if an array-index key stands behind an entry that it belongs before: the positions of the entries in order, once
    /// somebody wants to see them. Moving the entries would make 200,000 keys that are inserted downward take minutes.
    order: Option<OnceLock<Vec<usize>>>,
}

/// Entries up to which comparing with each is quicker than an index.
const SMALL: usize = 32;

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let entry = match self.index() {
            None => self.entries.iter().find(|(other, _)| other == key)?,
            Some(index) => self.entries.get(index.find(key, &self.entries).ok()?)?,
        };
        Some(&entry.1)
    }

    /// The value under `key`, for changes in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let at = self.find(key).ok()?;
        self.entries.get_mut(at).map(|(_, value)| value)
    }

    /// Sets `key` to `value`: in place if the key is there, otherwise at the end of its group.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        self.set(key.into(), value.into());
    }

    /// [`Self::insert`] for all types: its copies were 3 KB of the wasm.
    #[inline(never)]
    fn set(&mut self, key: String, value: Value) {
        let slot = match self.find(&key) {
            Err(slot) => slot,
            Ok(at) => {
                if let Some((_, place)) = self.entries.get_mut(at) {
                    *place = value;
                }
                return;
            }
        };
        if let (Some(number), Some((last, _))) = (array_index(&key), self.entries.last())
            && array_index(last).is_none_or(|last| last > number)
        {
            self.extra.get_or_insert_default().order = Some(OnceLock::new());
        }
        self.forget_order();
        let at = self.entries.len();
        self.entries.push((key, value));
        // Also after removals: an entry that is not in the index would not be found.
        if at >= SMALL || self.index().is_some() {
            let index = &mut self.extra.get_or_insert_default().index;
            if index.as_mut().is_none_or(|index| index.add(slot, at)) {
                *index = Index::of(&self.entries);
            }
        }
    }

    /// The values, in no particular order.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values, in no particular order, for changes in place.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    fn index(&self) -> Option<&Index> {
        self.extra.as_ref()?.index.as_ref()
    }

    /// The position of a key, or the slot for it in the index.
    fn find(&self, key: &str) -> Result<usize, usize> {
        match self.index() {
            Some(index) => index.find(key, &self.entries),
            None => self.entries.iter().position(|(other, _)| other == key).ok_or(0),
        }
    }

    /// Inserts the entries of another map.
    pub(crate) fn append(&mut self, more: Self) {
        if self.is_empty() {
            *self = more;
        } else {
            self.extend(more);
        }
    }

    /// Removes `key` and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.find(key).ok()?;
        self.forget_order();
        if let Some(index) = self.extra.as_mut().and_then(|extra| extra.index.as_mut()) {
            index.remove(at);
        }
        Some(self.entries.remove(at).1)
    }

    /// The entries, in order, with their values for changes in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.sort();
        self.entries.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// The entries, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> + ExactSizeIterator {
        let (stored, order) = match self.order() {
            None => (&*self.entries, &[][..]),
            Some(order) => (&[][..], &**order.get_or_init(|| self.positions())),
        };
        Iter { stored: stored.iter(), order: order.iter(), entries: &self.entries }
    }

    fn order(&self) -> Option<&OnceLock<Vec<usize>>> {
        self.extra.as_ref()?.order.as_ref()
    }

    /// Forgets the order, before a change of positions.
    fn forget_order(&mut self) {
        if let Some(order) = self.extra.as_mut().and_then(|extra| extra.order.as_mut()) {
            *order = OnceLock::new();
        }
    }

    /// Puts the entries in order.
    #[inline(never)]
    fn sort(&mut self) {
        if self.order().is_some() {
            let positions = self.positions();
            let entry = |at| self.entries.get_mut(at).map(std::mem::take).unwrap_or_default();
            let entries = positions.into_iter().map(entry).collect();
            // The keys are distinct, so this is no error.
            *self = Self::of(entries).unwrap_or_default();
        }
    }

    /// The positions of the entries, in order.
    fn positions(&self) -> Vec<usize> {
        let place = |(at, (key, _)): (usize, &Entry)| (array_index(key).unwrap_or(u32::MAX), at);
        // A sort of a slice would be 2 KB of the wasm.
        let places: BinaryHeap<_> = self.entries.iter().enumerate().map(place).collect();
        places.into_sorted_vec().into_iter().map(|(_, at)| at).collect()
    }

    /// A map of entries that are in order, or the entries if two of them have the same key.
    fn of(entries: Vec<Entry>) -> Result<Self, Vec<Entry>> {
        if entries.len() > SMALL {
            let Some(index) = Index::of(&entries) else { return Err(entries) };
            let extra = Extra { index: Some(index), order: None };
            return Ok(Self { entries, extra: Some(Box::new(extra)) });
        }
        let is_first =
            |(at, (key, _)): (usize, &Entry)| entries.iter().take(at).all(|(other, _)| other != key);
        if entries.iter().enumerate().all(is_first) {
            Ok(Self { entries, extra: None })
        } else {
            Err(entries)
        }
    }

    /// Whether both maps have the same keys, and `are_equal` holds for each pair of values.
    pub(super) fn is_paired<'a>(
        &'a self,
        other: &'a Self,
        mut are_equal: impl FnMut(&'a Value, &'a Value) -> bool,
    ) -> bool {
        let mut others = other.entries.iter();
        self.len() == other.len()
            && self.entries.iter().all(|(key, value)| {
                // Most maps have the same order, and need no search.
                let found = match others.next() {
                    Some((name, found)) if name == key => Some(found),
                    _ => other.get(key),
                };
                found.is_some_and(|found| are_equal(value, found))
            })
    }

    /// A copy of the map, with `copy` of each value.
    pub(super) fn map_values(&self, copy: impl Fn(&Value) -> Value) -> Self {
        let entries = self.entries.iter().map(|(key, value)| (key.clone(), copy(value)));
        Self { entries: entries.collect(), extra: self.extra.clone() }
    }
}

impl Clone for Map {
    fn clone(&self) -> Self {
        self.map_values(Value::clone)
    }
}

impl PartialEq for Map {
    /// Whether the entries are equal, in whatever order.
    fn eq(&self, other: &Self) -> bool {
        self.is_paired(other, |left, right| left == right)
    }
}

impl Extend<(String, Value)> for Map {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        entries.into_iter().for_each(|(key, value)| self.set(key, value));
    }
}

impl FromIterator<(String, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        from_entries(entries.into_iter().collect())
    }
}

/// A map of entries in any order, with any keys.
fn from_entries(mut entries: Vec<Entry>) -> Map {
    // Most objects have neither array-index keys nor a key twice.
    if !entries.iter().any(|(key, _)| key.starts_with(|first: char| first.is_ascii_digit())) {
        entries = match Map::of(entries) {
            Ok(map) => return map,
            Err(entries) => entries,
        };
    }
    let mut map = Map::new();
    map.extend(entries);
    map.sort();
    map
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(mut self) -> Self::IntoIter {
        self.sort();
        self.entries.into_iter()
    }
}

/// The entries of a map, in order.
struct Iter<'a> {
    /// The rest of the entries, if they are stored in order.
    stored: std::slice::Iter<'a, Entry>,
    /// The positions of the rest, if they are not stored in order.
    order: std::slice::Iter<'a, usize>,
    entries: &'a [Entry],
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Value);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.stored.next().or_else(|| self.entries.get(*self.order.next()?))?;
        Some((key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.stored.len() + self.order.len();
        (length, Some(length))
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (key, value) = self.stored.next_back().or_else(|| self.entries.get(*self.order.next_back()?))?;
        Some((key, value))
    }
}

impl ExactSizeIterator for Iter<'_> {}

/// The array index in canonical form that `key` is: `0` to `4294967294`, without sign or leading zeros.
fn array_index(key: &str) -> Option<u32> {
    let is_canonical = match key.as_bytes() {
        [b'0'] => true,
        [b'1'..=b'9', ..] => key.len() <= 10,
        _ => false,
    };
    let index = is_canonical.then(|| key.parse::<u32>().ok()).flatten()?;
    (index != u32::MAX).then_some(index)
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
    fn removing_an_index_keeps_the_groups_apart() {
        let mut map: Map = ["1", "2", "a"].map(|key| (key.to_owned(), Value::Null)).into_iter().collect();
        map.remove("1");
        map.insert("0", Value::Null);
        assert_eq!(keys(&map), ["0", "2", "a"]);
    }
}
