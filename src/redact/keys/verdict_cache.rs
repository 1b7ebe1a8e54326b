//! What has been found out about names, so that none is judged twice.

/// What has been found out about the names of one text, which repeat: the records of a list have the same keys, the lines of
/// a log the same names. `N` is a power of two.
pub(crate) struct Judged<'a, T, const N: usize>([(&'a [u8], T); N]);

impl<'a, T: Copy, const N: usize> Judged<'a, T, N> {
    /// `empty` is what is known about the empty name.
    pub(crate) const fn new(empty: T) -> Self {
        Self([(&[], empty); N])
    }

    /// What is known about `name`: as it was before, or what `judge` says, if it says anything.
    pub(crate) fn get(&mut self, name: &'a [u8], judge: impl FnOnce() -> Option<T>) -> Option<T> {
        let mix = name.iter().take(8).fold(name.len(), |mix, byte| mix.wrapping_mul(31) ^ usize::from(*byte));
        let at = mix % (N / 2) * 2;
        let [place, other] = self.0.get_mut(at..at + 2)? else { return None };
        if place.0 == name {
            return Some(place.1);
        }
        if other.0 == name {
            return Some(other.1);
        }
        *other = std::mem::replace(place, (name, judge()?));
        Some(place.1)
    }
}
