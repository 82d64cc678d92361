import Foundation

/// The bytes of a 64-bit little-endian ELF shared library, read without running any of it.
///
/// Every offset is checked, so that a truncated or hostile file gives an error and nothing else. Field offsets are
/// those of the System V ABI, chapter 4, for the class ELFCLASS64.
struct ELFImage {
    private static let sharedObjectType = 3
    private static let sectionWithoutBytes = 8
    private static let dynamicSymbols = 11
    private static let symbolSize = 24
    #if arch(x86_64)
    private static let machine = 62
    #elseif arch(arm64)
    private static let machine = 183
    #endif

    private let bytes: Data
    private let sectionTable: Range<Int>
    private let sectionHeaderSize: Int
    private let names: Range<Int>

    init(_ file: Data) throws(LibraryDefect) {
        bytes = file
        guard file.count >= 64, file.prefix(4).elementsEqual([0x7F, 0x45, 0x4C, 0x46]) else { throw .notELF }
        let reader = ByteReader(bytes: file)
        guard try reader.integer(at: 4, width: 1) == 2, try reader.integer(at: 5, width: 1) == 1,
            try reader.integer(at: 18, width: 2) == Self.machine
        else { throw .otherMachine }
        guard try reader.integer(at: 16, width: 2) == Self.sharedObjectType else { throw .notSharedLibrary }

        let start = try reader.integer(at: 40, width: 8)
        let size = try reader.integer(at: 58, width: 2)
        let count = try reader.integer(at: 60, width: 2)
        let nameSection = try reader.integer(at: 62, width: 2)
        guard size >= 64, nameSection < count else { throw .truncated }
        sectionTable = try reader.range(start: start, length: size * count)
        sectionHeaderSize = size
        names = try reader.contents(ofSectionAt: start + size * nameSection)
    }

    /// The bytes of all sections of this name, in the order of the file.
    func sections(named name: String) throws(LibraryDefect) -> [Data] {
        let reader = ByteReader(bytes: bytes)
        var found: [Data] = []
        for header in stride(from: sectionTable.lowerBound, to: sectionTable.upperBound, by: sectionHeaderSize) {
            let start = names.lowerBound + (try reader.integer(at: header, width: 4))
            let end = start + name.utf8.count
            guard try reader.integer(at: header + 4, width: 4) != Self.sectionWithoutBytes, end < names.upperBound,
                bytes[start..<end].elementsEqual(name.utf8), bytes[end] == 0
            else { continue }
            found.append(bytes[try reader.contents(ofSectionAt: header)])
        }
        return found
    }

    /// Whether other libraries can find a function of this name: an entry of the table of dynamic symbols that is
    /// defined, a function, global or weak, and not hidden.
    ///
    /// The section's table is read, the linker goes by the dynamic segment's. A file made to differ in the two is no
    /// accident; against those the signature helps.
    func exportsFunction(named name: String) throws(LibraryDefect) -> Bool {
        let reader = ByteReader(bytes: bytes)
        for header in stride(from: sectionTable.lowerBound, to: sectionTable.upperBound, by: sectionHeaderSize)
        where try reader.integer(at: header + 4, width: 4) == Self.dynamicSymbols {
            let symbols = try reader.contents(ofSectionAt: header)
            let link = sectionTable.lowerBound + sectionHeaderSize * (try reader.integer(at: header + 40, width: 4))
            guard sectionTable.contains(link) else { throw .truncated }
            let names = try reader.contents(ofSectionAt: link)
            for symbol in stride(from: symbols.lowerBound, to: symbols.upperBound, by: Self.symbolSize) {
                let start = names.lowerBound + (try reader.integer(at: symbol, width: 4))
                let end = start + name.utf8.count
                guard end < names.upperBound, bytes[end] == 0, bytes[start..<end].elementsEqual(name.utf8),
                    try isDefinedFunction(at: symbol, reader)
                else { continue }
                return true
            }
        }
        return false
    }

    private func isDefinedFunction(at symbol: Int, _ reader: ByteReader) throws(LibraryDefect) -> Bool {
        let info = try reader.integer(at: symbol + 4, width: 1)
        let visibility = try reader.integer(at: symbol + 5, width: 1) & 3
        let section = try reader.integer(at: symbol + 6, width: 2)
        return info & 0x0F == 2 && [1, 2].contains(info >> 4) && [0, 3].contains(visibility) && section != 0
    }
}

private struct ByteReader {
    let bytes: Data

    func integer(at offset: Int, width: Int) throws(LibraryDefect) -> Int {
        let field = try range(start: offset, length: width)
        let value = bytes[field].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let value = Int(exactly: value) else { throw .truncated }
        return value
    }

    func range(start: Int, length: Int) throws(LibraryDefect) -> Range<Int> {
        let (end, overflow) = start.addingReportingOverflow(length)
        guard !overflow, start >= 0, length >= 0, end <= bytes.count else { throw .truncated }
        return start..<end
    }

    func contents(ofSectionAt header: Int) throws(LibraryDefect) -> Range<Int> {
        try range(start: try integer(at: header + 24, width: 8), length: try integer(at: header + 32, width: 8))
    }
}
