import HubModel

private enum HospitalKey: String, CaseIterable {
    case code, name
}

/// Reads one hospital's file.
enum HospitalReader {
    static func read(_ value: Value, expectedCode: String, declarations: inout Declarations) -> HospitalConfiguration? {
        guard let reader = MappingReader<HospitalKey>(value) else { return nil }
        let codeValue = reader.required(.code)
        let code = codeValue?.code(.uppercase).flatMap { HospitalCode(rawValue: $0) }
        if let code, let codeValue {
            declarations.declare(code.rawValue, at: codeValue.place, log: value.source.log)
            FileName.check(code.rawValue, of: codeValue, against: expectedCode)
        }
        let name = reader.required(.name)?.localizedText(atMost: 60)
        guard let code, let name else { return nil }
        return HospitalConfiguration(code: code, name: name)
    }
}
