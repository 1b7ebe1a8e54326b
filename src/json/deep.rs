//! Drops, copies and compares values of any depth, and limits the depth for everything else.
//!
//! Text is read to [`READ_DEPTH`] levels, but in Rust a value can be built to any depth. Functions that recurse overflow the stack
//! then, which aborts the process: 20,000 levels were enough. Drops, copies and comparisons therefore recurse to a fixed depth, and
//! keep a list of what lies deeper. All other functions begin with [`Value::limit_depth`], or stop at the same depth.

use std::cell::Cell;

use crate::json::{Map, Value};
use crate::limits::READ_DEPTH;
use crate::notes::truncation_note;

/// Levels to which drops, copies and comparisons recurse, which is quicker than a list.
const SHALLOW: usize = 64;

/// Whether no value is deeper than text is read. In the package, values are made of text alone, and the rest of this file would be
/// 1.5 KB of the wasm.
const IS_READ: bool = cfg!(all(feature = "wasm", target_arch = "wasm32"));

thread_local! {
    /// How many values are being dropped, each inside the one before.
    static DROPPING: Cell<usize> = const { Cell::new(0) };
}

impl Drop for Value {
    #[inline]
    fn drop(&mut self) {
        if !IS_READ && is_nested(self) {
            drop_children(self);
        }
    }
}

/// Drops what is inside `value`.
#[inline(never)]
fn drop_children(value: &mut Value) {
    let depth = DROPPING.get();
    if depth >= SHALLOW {
        drop_containers(value);
        return;
    }
    DROPPING.set(depth + 1);
    match value {
        Value::Array(items) => items.clear(),
        Value::Object(map) => drop(std::mem::take(map)),
        _ => {}
    }
    DROPPING.set(depth);
}

/// Whether a value has others inside.
#[inline]
fn is_nested(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => false,
    }
}

/// Drops the containers inside `value`, each when there are none inside it any more.
#[inline(never)]
fn drop_containers(value: &mut Value) {
    let mut rest = Vec::new();
    take_containers(value, &mut rest);
    while let Some(mut container) = rest.pop() {
        take_containers(&mut container, &mut rest);
    }
}

/// Moves the containers directly inside `value` to `taken`.
fn take_containers(value: &mut Value, taken: &mut Vec<Value>) {
    match value {
        Value::Array(items) => {
            taken.extend(items.iter_mut().filter(|item| is_nested(item)).map(std::mem::take));
        }
        Value::Object(map) => {
            taken.extend(map.values_mut().filter(|value| is_nested(value)).map(std::mem::take));
        }
        _ => {}
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        copy(self, 0)
    }
}

/// A copy of a value inside `depth` others.
fn copy(value: &Value, depth: usize) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(truth) => Value::Bool(*truth),
        Value::Number(number) => Value::Number(*number),
        Value::String(text) => Value::String(text.clone()),
        _ if !IS_READ && depth >= SHALLOW => copy_by_list(value),
        Value::Array(items) => Value::Array(items.iter().map(|item| copy(item, depth + 1)).collect()),
        Value::Object(map) => Value::Object(map.map_values(|value| copy(value, depth + 1))),
    }
}

/// A copy of a value of any depth.
fn copy_by_list(value: &Value) -> Value {
    let mut copy = copy_without_containers(value);
    let mut rest = Vec::new();
    add_containers(value, &mut copy, &mut rest);
    while let Some((from, to)) = rest.pop() {
        *to = copy_without_containers(from);
        add_containers(from, to, &mut rest);
    }
    copy
}

/// A copy of `value`, with null for each container inside.
fn copy_without_containers(value: &Value) -> Value {
    let child = |value: &Value| if is_nested(value) { Value::Null } else { copy(value, 0) };
    match value {
        Value::Array(items) => Value::Array(items.iter().map(child).collect()),
        Value::Object(map) => Value::Object(map.map_values(child)),
        other => copy(other, 0),
    }
}

/// Adds the containers directly inside `from` to `rest`, each with its place in the copy `to`.
fn add_containers<'a, 'b>(from: &'a Value, to: &'b mut Value, rest: &mut Vec<(&'a Value, &'b mut Value)>) {
    match (from, to) {
        (Value::Array(from), Value::Array(to)) => {
            rest.extend(from.iter().zip(to).filter(|(from, _)| is_nested(from)));
        }
        (Value::Object(from), Value::Object(to)) => {
            rest.extend(from.values().zip(to.values_mut()).filter(|(from, _)| is_nested(from)));
        }
        _ => {}
    }
}

impl PartialEq for Value {
    /// Whether both are the same JSON value; the order of an object's entries does not count.
    fn eq(&self, other: &Self) -> bool {
        are_equal(self, other, 0)
    }
}

/// Whether two values inside `depth` others are equal.
fn are_equal(left: &Value, right: &Value, depth: usize) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::Number(left), Value::Number(right)) => left == right,
        (Value::String(left), Value::String(right)) => left == right,
        _ if !IS_READ && depth >= SHALLOW => are_equal_by_list(left, right),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| are_equal(left, right, depth + 1))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.is_paired(right, |left, right| are_equal(left, right, depth + 1))
        }
        _ => false,
    }
}

/// Whether two values of any depth are equal.
fn are_equal_by_list(left: &Value, right: &Value) -> bool {
    let mut rest = vec![(left, right)];
    while let Some((left, right)) = rest.pop() {
        let mut are_equal_so_far = |left, right| {
            let are_nested = is_nested(left) && is_nested(right);
            if are_nested {
                rest.push((left, right));
            }
            are_nested || are_equal(left, right, 0)
        };
        let are_equal = match (left, right) {
            (Value::Array(left), Value::Array(right)) => {
                left.len() == right.len()
                    && left.iter().zip(right).all(|(left, right)| are_equal_so_far(left, right))
            }
            (Value::Object(left), Value::Object(right)) => left.is_paired(right, are_equal_so_far),
            _ => false,
        };
        if !are_equal {
            return false;
        }
    }
    true
}

impl Value {
    /// Replaces each container below [`READ_DEPTH`] levels by a note, as reading does.
    pub(crate) fn limit_depth(&mut self) {
        if !IS_READ {
            limit_depth(self, 0);
        }
    }
}

impl Map {
    /// Replaces each container below [`READ_DEPTH`] levels, of which the map is the first, by a note.
    pub(crate) fn limit_depth(&mut self) {
        if !IS_READ {
            self.values_mut().for_each(|value| limit_depth(value, 1));
        }
    }
}

fn limit_depth(value: &mut Value, depth: usize) {
    if is_too_deep(value, depth) {
        *value = Value::String(note(value));
    }
    match value {
        Value::Array(items) => {
            items.iter_mut().filter(|item| is_nested(item)).for_each(|item| limit_depth(item, depth + 1));
        }
        Value::Object(map) => {
            map.values_mut().filter(|value| is_nested(value)).for_each(|value| limit_depth(value, depth + 1));
        }
        _ => {}
    }
}

/// Whether a value inside `depth` others is a container that a note stands for.
#[inline]
pub(super) fn is_too_deep(value: &Value, depth: usize) -> bool {
    !IS_READ && depth >= READ_DEPTH && is_nested(value)
}

/// The note that stands for a container that is too deep.
#[cold]
pub(super) fn note(value: &Value) -> String {
    match value {
        Value::Array(items) => truncation_note(items.len(), "items"),
        Value::Object(map) => truncation_note(map.len(), "entries"),
        _ => String::new(),
    }
}
