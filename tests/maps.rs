//! Maps against a naive one, and with many entries.

#![cfg(not(target_arch = "wasm32"))]

use mcp_errors::{Map, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

/// A map without an index: a list of entries as they were inserted.
#[derive(Clone, Default)]
struct Naive(Vec<(String, i64)>);

impl Naive {
    fn insert(&mut self, key: &str, value: i64) {
        match self.0.iter_mut().find(|(other, _)| other == key) {
            Some((_, place)) => *place = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    fn remove(&mut self, key: &str) -> Option<i64> {
        let at = self.0.iter().position(|(other, _)| other == key)?;
        Some(self.0.remove(at).1)
    }

    /// The entries as JavaScript lists them.
    fn entries(&self) -> Vec<(&str, Value)> {
        let number = |key: &str| key.parse::<u32>().ok().filter(|at| at.to_string() == key && *at < u32::MAX);
        let (mut numbers, names): (Vec<_>, Vec<_>) =
            self.0.iter().partition(|(key, _)| number(key).is_some());
        numbers.sort_by_key(|(key, _)| number(key));
        numbers.into_iter().chain(names).map(|(key, value)| (key.as_str(), Value::from(*value))).collect()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Insert(String, i64),
    Change(String, i64),
    Remove(String),
    Extend(Vec<String>),
    /// Removes all entries but so many, from the last or from the first on.
    Shrink(usize, bool),
    /// Collects all entries into another map, and goes on with that.
    Collect,
    /// Sets every value through `iter_mut`.
    ChangeAll(i64),
    Clone,
}

/// Few enough keys that they repeat, and more than a map holds without an index.
fn keys() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..60).prop_map(|at| format!("key {at}")),
        2 => (0..30_u32).prop_map(|at| at.to_string()),
        1 => select(vec!["", "01", "-1", "4294967294", "4294967295", "4294967296", "1e3", "__proto__"]).prop_map(str::to_owned),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => (keys(), any::<i16>()).prop_map(|(key, value)| Step::Insert(key, value.into())),
        2 => (keys(), any::<i16>()).prop_map(|(key, value)| Step::Change(key, value.into())),
        3 => keys().prop_map(Step::Remove),
        2 => vec(keys(), 0..80).prop_map(Step::Extend),
        1 => (0..40_usize, any::<bool>()).prop_map(|(count, last)| Step::Shrink(count, last)),
        1 => Just(Step::Collect),
        1 => any::<i16>().prop_map(|value| Step::ChangeAll(value.into())),
        1 => Just(Step::Clone),
    ];
    vec(step, 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_map_holds_what_a_naive_map_holds(steps in steps()) {
        let (mut map, mut naive) = (Map::new(), Naive::default());
        for step in steps {
            let before = map.clone();
            match step.clone() {
                Step::Insert(key, value) => {
                    naive.insert(&key, value);
                    map.insert(key, value);
                }
                Step::Change(key, value) => {
                    let place = map.get_mut(&key);
                    prop_assert_eq!(place.is_some(), before.get(&key).is_some());
                    if let Some(place) = place {
                        *place = value.into();
                        naive.insert(&key, value);
                    }
                }
                Step::Remove(key) => prop_assert_eq!(map.remove(&key), naive.remove(&key).map(Value::from)),
                Step::Extend(keys) => {
                    keys.iter().zip(0..).for_each(|(key, value)| naive.insert(key, value));
                    map.extend(keys.into_iter().zip(0..).map(|(key, value)| (key, Value::from(value))));
                }
                Step::Shrink(count, last) => {
                    let keys = map.iter().map(|(key, _)| key.to_owned());
                    let keys: Vec<String> = if last { keys.rev().collect() } else { keys.collect() };
                    for key in keys.iter().skip(count) {
                        prop_assert_eq!(map.remove(key), naive.remove(key).map(Value::from));
                    }
                }
                Step::Collect => map = map.into_iter().collect(),
                Step::ChangeAll(value) => {
                    map.iter_mut().for_each(|(_, place)| *place = value.into());
                    naive.0.iter_mut().for_each(|(_, place)| *place = value);
                }
                Step::Clone => map = map.clone(),
            }
            let expected = naive.entries();
            prop_assert_eq!(map.len(), expected.len());
            prop_assert!(map.iter().eq(expected.iter().map(|(key, value)| (*key, value))), "{:?}: {:?}", step, map);
            prop_assert!(map.iter().rev().eq(expected.iter().rev().map(|(key, value)| (*key, value))));
            for (key, value) in &expected {
                prop_assert_eq!(map.get(key), Some(value));
            }
            // Equality goes by the entries, not by how they came there.
            let backward: Map = expected.iter().rev().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
            prop_assert_eq!(&map, &backward);
            prop_assert_eq!(map == before, map.len() == before.len() && map.iter().all(|(key, value)| before.get(key) == Some(value)));
        }
        let text = Value::from(map.clone()).to_string();
        prop_assert_eq!(text.parse::<Value>().unwrap().to_string(), text);
    }
}

/// With a search through all entries, or a move of them, at each step, these would take 20,000,000,000 steps each.
#[test]
fn many_entries_are_inserted_found_and_compared() {
    const MANY: u32 = 200_000;
    let name = |at: u32| format!("key {at}");
    let cases: [(&str, Vec<String>); 4] = [
        ("names", (0..MANY).map(name).collect()),
        ("indices upward", (0..MANY).map(|at| at.to_string()).collect()),
        ("indices downward", (0..MANY).rev().map(|at| at.to_string()).collect()),
        ("both in turn", (0..MANY / 2).rev().flat_map(|at| [name(at), at.to_string()]).collect()),
    ];
    for (case, keys) in cases {
        let mut map = Map::new();
        for round in 0..2 {
            for key in &keys {
                map.insert(key.as_str(), round);
            }
            assert_eq!(map.len(), keys.len(), "{case}");
        }
        assert!(keys.iter().all(|key| map.get(key) == Some(&Value::from(1))), "{case}");
        let collected: Map = keys.iter().rev().map(|key| (key.clone(), Value::from(1))).collect();
        assert!(collected == map, "{case}: collected in another order");
        let mut other = collected.clone();
        other.insert(keys.first().map_or("", String::as_str), 2);
        assert!(other != map, "{case}: one value differs");
    }
}

#[test]
fn values_are_equal_if_their_entries_are() {
    let cases = [
        ("another order", r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#, true),
        ("another order inside", r#"[{"a":{"x":1,"y":[]}}]"#, r#"[{"a":{"y":[],"x":1}}]"#, true),
        ("another order of items", "[1,2]", "[2,1]", false),
        ("another value", r#"{"a":1,"b":2}"#, r#"{"b":1,"a":2}"#, false),
        ("another key", r#"{"a":1,"b":2}"#, r#"{"a":1,"c":2}"#, false),
        ("one key more", r#"{"a":1}"#, r#"{"a":1,"b":2}"#, false),
        ("a number and its text", r#"{"a":1}"#, r#"{"a":"1"}"#, false),
        ("empty containers", "{}", "[]", false),
    ];
    for (name, left, right, expected) in cases {
        let [left, right] = [left, right].map(|text| text.parse::<Value>().unwrap());
        assert_eq!(left == right, expected, "{name}");
        assert_eq!(right == left, expected, "{name}: the other way");
    }
}

#[test]
fn a_map_that_grew_and_shrank_finds_what_is_inserted_later() {
    for (grown, left) in [(40, 20), (33, 1), (200, 31), (64, 33)] {
        let (mut map, mut naive) = (Map::new(), Naive::default());
        for at in 0..grown {
            map.insert(format!("k{at}"), at);
            naive.insert(&format!("k{at}"), at);
        }
        for at in left..grown {
            assert_eq!(map.remove(&format!("k{at}")), naive.remove(&format!("k{at}")).map(Value::from));
        }
        for (key, value) in [("x", 1), ("x", 2), ("7", 3), ("k0", 4)] {
            map.insert(key, value);
            naive.insert(key, value);
            assert_eq!(map.get(key), Some(&Value::from(value)), "{key}, {grown} to {left}");
        }
        let entries: Vec<(&str, Value)> = map.iter().map(|(key, value)| (key, value.clone())).collect();
        assert_eq!(entries, naive.entries(), "{grown} to {left}");
    }
}
