import HeapModule

/// What will happen, by its time; of what happens at the same time the first that was added comes first.
struct Agenda {
    private struct Entry: Comparable {
        let time: Int64
        let number: Int64
        let happening: Happening

        static func < (left: Entry, right: Entry) -> Bool { (left.time, left.number) < (right.time, right.number) }
        static func == (left: Entry, right: Entry) -> Bool { left.number == right.number }
    }

    private var heap = Heap<Entry>()
    private var added: Int64 = 0

    /// Adds something that happens at a time, in milliseconds since the world began.
    mutating func add(_ happening: Happening, at time: Int64) {
        added += 1
        heap.insert(Entry(time: time, number: added, happening: happening))
    }

    /// What happens next, and when; nil when nothing will.
    mutating func next() -> (time: Int64, happening: Happening)? { heap.popMin().map { ($0.time, $0.happening) } }
}
