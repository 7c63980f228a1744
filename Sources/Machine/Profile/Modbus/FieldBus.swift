/// One Modbus bus: a serial line or a host.
package struct FieldBus: Codable, Sendable, Equatable {
    /// How its bytes travel.
    package enum Link: Sendable, Equatable {
        /// Modbus RTU over a serial line.
        case rtu(SerialLink)
        /// Modbus TCP.
        case tcp(host: String, port: Int)
    }

    /// Its name in the profile.
    package var id: String
    /// How its bytes travel.
    package var link: Link

    /// A bus.
    package init(id: String, link: Link) {
        self.id = id
        self.link = link
    }

    private enum CodingKeys: String, CodingKey {
        case id, rtu, tcp
    }

    private struct Endpoint: Codable {
        var host: String
        var port: Int
    }

    /// Reads `{"id", "rtu": {...}}` or `{"id", "tcp": {"host", "port"}}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        let serial = try container.decodeIfPresent(SerialLink.self, forKey: .rtu)
        let endpoint = try container.decodeIfPresent(Endpoint.self, forKey: .tcp)
        switch (serial, endpoint) {
        case (let serial?, nil): link = .rtu(serial)
        case (nil, let endpoint?): link = .tcp(host: endpoint.host, port: endpoint.port)
        default:
            let context = DecodingError.Context(
                codingPath: container.codingPath,
                debugDescription: "bus \(id) needs one of rtu and tcp"
            )
            throw DecodingError.dataCorrupted(context)
        }
    }

    /// Writes what `init(from:)` reads.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        switch link {
        case .rtu(let serial): try container.encode(serial, forKey: .rtu)
        case .tcp(let host, let port): try container.encode(Endpoint(host: host, port: port), forKey: .tcp)
        }
    }
}
