import Yams

/// Finds where a key stands for the second time in its mapping.
///
/// The parser names duplicate keys but not where each stands. So the text is cut after the first line that makes a
/// duplicate, and occurrences of the key are renamed from the end until the duplicate is gone: the one renamed last
/// is the second, and the mapping it is in holds the first.
struct DuplicateKeyFinder {
    struct Finding {
        var key: String
        var first: Mark?
        var second: Mark
    }

    let text: String
    let keys: [String]

    func find() -> Finding? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated()
        where index == lines.count - 1 || keys.contains(where: { line.contains($0) }) {
            let prefix = lines[...index].joined(separator: "\n") + "\n"
            if let duplicates = duplicateKeys(in: prefix) {
                return duplicates.lazy.compactMap { locate($0, in: prefix) }.first
            }
        }
        return nil
    }

    private func duplicateKeys(in text: String) -> [String]? {
        do {
            _ = try Yams.compose(yaml: text)
            return nil
        } catch YamlError.duplicatedKeysInMapping(let duplicates, _) {
            return duplicates
        } catch {
            return nil
        }
    }

    private func locate(_ key: String, in text: String) -> Finding? {
        var tail = ""
        var tailStart = text.endIndex
        for (number, occurrence) in occurrences(of: key, in: text).reversed().enumerated() {
            let newName = "\(key)_\(number)_renamed"
            tail = newName + text[occurrence.upperBound..<tailStart] + tail
            tailStart = occurrence.lowerBound
            if let root = try? Yams.compose(yaml: text[..<tailStart] + tail) {
                return finding(key, renamedTo: newName, in: root)
            }
        }
        return nil
    }

    /// Where the key stands as a whole word, in order.
    private func occurrences(of key: String, in text: String) -> [Range<String.Index>] {
        guard !key.isEmpty else { return [] }
        return text.ranges(of: key).filter { range in
            let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
            return !isPartOfName(before) && !isPartOfName(after)
        }
    }

    private func isPartOfName(_ character: Character?) -> Bool {
        guard let character else { return false }
        return character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    private func finding(_ key: String, renamedTo newName: String, in node: Node) -> Finding? {
        switch node {
        case .mapping(let mapping):
            if let second = mapping.first(where: { $0.key.scalar?.string == newName })?.key.mark {
                let first = mapping.first { $0.key.scalar?.string == key }?.key.mark
                return Finding(key: key, first: first, second: second)
            }
            return mapping.lazy.compactMap { finding(key, renamedTo: newName, in: $0.value) }.first
        case .sequence(let sequence):
            return sequence.lazy.compactMap { finding(key, renamedTo: newName, in: $0) }.first
        case .scalar, .alias:
            return nil
        }
    }
}
