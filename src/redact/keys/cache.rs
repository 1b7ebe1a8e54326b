//! A cache of what is known about keys, which repeat: the objects of a list have the same keys, the lines of a log the same
//! names.

/// The answers for the keys of one text. Two slots share a hash; the older answer gives way. `N` is a power of two.
pub(crate) struct KeyCache<'a, T, const N: usize>([(&'a [u8], T); N]);

impl<'a, T: Copy, const N: usize> KeyCache<'a, T, N> {
    /// An empty cache; `of_empty` is the answer for the empty key.
    pub(crate) const fn new(of_empty: T) -> Self {
        Self([(&[], of_empty); N])
    }

    /// The answer for `key`: the one in the cache, or what `find` returns. `None` is not kept.
    pub(crate) fn get(&mut self, key: &'a [u8], find: impl FnOnce() -> Option<T>) -> Option<T> {
        let hash =
            key.iter().take(8).fold(key.len(), |hash, byte| hash.wrapping_mul(31) ^ usize::from(*byte));
        let at = hash % (N / 2) * 2;
        let [newer, older] = self.0.get_mut(at..at + 2)? else { return None };
        if newer.0 == key {
            return Some(newer.1);
        }
        if older.0 == key {
            return Some(older.1);
        }
        *older = std::mem::replace(newer, (key, find()?));
        Some(newer.1)
    }
}
