/// What the sheet for a machine's front shows.
struct PosterContent {
    let name: String
    let address: String
    let side: Int
    let path: String
    let title: String

    init(_ place: Place, address: String, _ language: Language) throws(CoordinatorError) {
        let title = PlacePhrase.posterCode.text(language, ["address": address])
        let code = try CodeContent(address, title: title)
        name = place.name
        self.address = address
        side = code.side
        path = code.path
        self.title = title
    }
}
