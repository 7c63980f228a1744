import Database

/// Reads and changes the table `selection_picture`. A picture stays when the price list is written anew.
package enum PictureRepository {
    /// The pictures' digests by the selection's id.
    package static func digests(place: String, in work: Work) throws -> [String: String] {
        let rows = try work.transaction.rows(
            "SELECT selection, digest FROM selection_picture WHERE place = $place",
            ["place": .text(place)]
        )
        return try Dictionary(
            rows.map { (try $0.text("selection"), try $0.text("digest")) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The picture of a selection, if it has one.
    package static func find(place: String, selection: String, in work: Work) throws -> SelectionPicture? {
        let row = try work.transaction.first(
            "SELECT bytes FROM selection_picture WHERE place = $place AND selection = $selection",
            ["place": .text(place), "selection": .text(selection)]
        )
        return try row.map { try SelectionPicture($0.blob("bytes")) }
    }

    /// Gives a selection a picture, in the place of the one it had.
    /// - Throws: `notFound` when there is no such selection.
    package static func put(
        _ picture: SelectionPicture,
        place slug: String,
        selection: String,
        by: String,
        in work: Work
    ) throws {
        let place = try PlaceRepository.get(slug, in: work)
        guard place.selections.contains(where: { $0.id == selection }) else {
            throw CoordinatorError(.notFound, "\(place.slug) has no selection \"\(selection.prefix(30))\".")
        }
        _ = try work.transaction.execute(
            """
            INSERT INTO selection_picture (place, selection, type, digest, bytes, changed_at)
            VALUES ($place, $selection, $type, $digest, $bytes, $at)
            ON CONFLICT (place, selection)
            DO UPDATE SET type = $type, digest = $digest, bytes = $bytes, changed_at = $at
            """,
            [
                "place": .text(slug), "selection": .text(selection), "type": .text(picture.type),
                "digest": .text(picture.digest), "bytes": .blob(picture.bytes),
                "at": .integer(work.now.milliseconds),
            ]
        )
        try note(place, ["selection": selection, "picture": picture.digest, "by": by], in: work)
    }

    /// Takes a selection's picture away; nothing happens when it has none.
    /// - Throws: `notFound` when there is no such place.
    package static func remove(place slug: String, selection: String, by: String, in work: Work) throws {
        let place = try PlaceRepository.get(slug, in: work)
        let removed = try work.transaction.execute(
            "DELETE FROM selection_picture WHERE place = $place AND selection = $selection",
            ["place": .text(slug), "selection": .text(selection)]
        )
        if removed > 0 { try note(place, ["selection": selection, "picture": "", "by": by], in: work) }
    }

    private static func note(_ place: Place, _ data: [String: String], in work: Work) throws {
        try EventLog.append(.placeChanged, subject: place.slug, owner: place.owner, data: data, in: work)
    }
}
