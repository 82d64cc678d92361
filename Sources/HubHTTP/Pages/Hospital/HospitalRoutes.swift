import DistrictConfig
import HubModel
import HubRuntime
import Hummingbird
import PageKit
import Protection

/// The page of a partner hospital.
struct HospitalRoutes {
    let pages: PageMaker
    let configuration: DistrictConfiguration

    private static func policy(_ kind: PeoplePolicy.Kind) -> HubPolicy {
        .people([.director, .hospitalCoordinator], .hospital(parameter: "code"), kind)
    }

    var routes: [Route] {
        [
            Route(
                .get, "/hospitals/{code}", policy: Self.policy(.form), "A hospital's page", parameters: [.hospitalCode],
                answer: .page
            ) { _, context in
                let hospital = try hospital(context)
                let language = context.language
                var page = pages.form(hospital.name[language], path: "/hospitals/\(hospital.code)", context)
                page.lead = HospitalWords.empty(language)
                return try pages.answer(page)
            },
            Route(
                .get, "/api/v1/hospitals/{code}", policy: Self.policy(.form), "A hospital", parameters: [.hospitalCode],
                answer: .json()
            ) { _, context in try JSONAnswer.response(try hospital(context)) },
        ]
    }

    private func hospital(_ context: HubContext) throws -> HospitalConfiguration {
        let code = context.parameters.get("code").flatMap(HospitalCode.init(rawValue:))
        guard let hospital = configuration.hospitals.first(where: { $0.code == code }) else {
            throw Problem.notFound()
        }
        return hospital
    }
}

extension HospitalRoutes: HubRouteGroup {
    static let words: [any WordSection.Type] = [HospitalWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("{home}", HospitalWords.menu, for: [.hospitalCoordinator], rank: 0)
    ]

    init(_ services: HubServices) {
        self.init(
            pages: services.pages, configuration: services.hub.configuration)
    }
}
