/// What the page of all places shows.
struct IndexContent {
    /// One place.
    struct Entry {
        let name: String
        let path: String
    }

    let places: [Entry]
    let hasPlaces: Bool

    init(_ places: [Place]) {
        self.places = places.map { Entry(name: $0.name, path: "/m/\($0.slug)") }
        hasPlaces = !places.isEmpty
    }
}
