import HubModel

private enum RoomKey: String, CaseIterable {
    case name, kind, capacity
}

private enum CounsellorKey: String, CaseIterable {
    case code, name, credential, weeklyHours, capability
}

/// Reads a station's rooms and counsellors.
struct PremisesReader {
    func rooms(_ value: Value) -> [Room] {
        value.list(minimum: 1).compactMap { element in
            guard let reader = MappingReader<RoomKey>(element) else { return nil }
            let name = reader.required(.name)?.localizedText(atMost: 40)
            let kind = reader.required(.kind)?.choice(of: Room.Kind.self)
            let capacity = reader.required(.capacity)?.integer(in: 1...500)
            guard let name, let kind, let capacity else { return nil }
            return Room(name: name, kind: kind, capacity: capacity)
        }
    }

    func counsellors(_ value: Value) -> [Counsellor] {
        var codes = Declarations(what: LocalizedText(zh: "咨询师", en: "counsellor"))
        return value.list(minimum: 1).compactMap { element in
            guard let reader = MappingReader<CounsellorKey>(element) else { return nil }
            let codeValue = reader.required(.code)
            let code = codeValue?.code(.lowercase)
            if let code, let codeValue { codes.declare(code, at: codeValue.place, log: value.source.log) }
            let name = reader.required(.name)?.text(atMost: 40)
            let credential = reader.required(.credential)?.choice(of: Counsellor.Credential.self)
            let hours = reader.required(.weeklyHours)?.integer(in: 1...60)
            let capability = reader.optional(.capability).flatMap { CapabilityReader().read($0) }
            guard let code, let name, let credential, let hours else { return nil }
            return Counsellor(
                code: code, name: name, credential: credential, weeklyHours: hours, capability: capability)
        }
    }
}
