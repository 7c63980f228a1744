/// Finds what was probably meant.
enum Spelling {
    /// The candidate nearest to `word`, if one is near enough to be a slip of the keyboard.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        guard word.count <= 64 else { return nil }
        let ranked = candidates.map { (distance(word.lowercased(), $0.lowercased()), $0) }.sorted { $0 < $1 }
        guard let (distance, best) = ranked.first, distance <= max(1, (best.count + 1) / 3) else { return nil }
        return best
    }

    /// The Levenshtein distance.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left)
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, leftCharacter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, rightCharacter) in right.enumerated() {
                let substituted = diagonal + (leftCharacter == rightCharacter ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
