import HubModel
import PluginKit

private enum ActivityKey: String, CaseIterable {
    case code, title, capacity, minutes, points, settings, staffing, materials, servicePlus
}

private enum StaffingKey: String, CaseIterable {
    case role, skills, count
}

private enum ServicePlusKey: String, CaseIterable {
    case partner
}

/// Reads one kind of activity 活动 [PRO-6].
struct ActivityReader {
    static let capacities = 1...2000
    static let pointsRange = 0...1000

    let district: DistrictDraft

    func read(_ value: Value, expectedCode: String, declarations: inout Declarations) -> ActivityDefinition? {
        guard let reader = MappingReader<ActivityKey>(value) else { return nil }
        let codeValue = reader.required(.code)
        let code = codeValue?.code(.lowercase)
        if let code, let codeValue {
            declarations.declare(code, at: codeValue.place, log: value.source.log)
            FileName.check(code, of: codeValue, against: expectedCode)
        }
        let title = reader.required(.title)?.localizedText(atMost: 100)
        let capacity = reader.required(.capacity)?.integer(in: Self.capacities)
        let minutes = reader.required(.minutes)?.integer(in: 10...720)
        let points = reader.required(.points)?.integer(in: Self.pointsRange)
        let settings = reader.required(.settings).map(self.settings)
        let staffing = reader.required(.staffing).map(self.staffing)
        let materials = reader.optional(.materials)?.list().compactMap { $0.localizedText(atMost: 100) } ?? []
        let partner = reader.optional(.servicePlus).flatMap(self.partner)
        guard let code, let title, let capacity, let minutes, let points, let settings, let staffing else { return nil }
        return ActivityDefinition(
            code: code, title: title, capacity: capacity, minutes: minutes, points: points, settings: settings,
            staffing: staffing, materials: materials, partner: partner)
    }

    private func settings(_ value: Value) -> [ActivityDefinition.Setting] {
        var seen = Declarations(what: LocalizedText(zh: "场所", en: "setting"))
        return value.list(minimum: 1).compactMap { element in
            guard let setting = element.choice(of: ActivityDefinition.Setting.self) else { return nil }
            seen.declare(setting.rawValue, at: element.place, log: value.source.log)
            return setting
        }
    }

    private func staffing(_ value: Value) -> [ActivityDefinition.Staffing] {
        value.list(minimum: 1).compactMap { element in
            guard let reader = MappingReader<StaffingKey>(element) else { return nil }
            let role = reader.required(.role)?.name(in: district.roles)
            let skills = reader.optional(.skills)?.list().compactMap { $0.name(in: district.skills) } ?? []
            let count = reader.required(.count)?.integer(in: 1...100)
            guard let role, let count else { return nil }
            return ActivityDefinition.Staffing(role: role, skills: skills, count: count)
        }
    }

    private func partner(_ value: Value) -> LocalizedText? {
        MappingReader<ServicePlusKey>(value)?.required(.partner)?.localizedText(atMost: 60)
    }
}
