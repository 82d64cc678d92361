import Foundation
import HubModel
import Postgres

enum DirectoryQueries {
    /// Creates a station or brings it in line with the configuration: its code, no row when nothing changed.
    static func upsert(_ station: StationRow) -> Query {
        """
        INSERT INTO station (station_id, name_zh, name_en, profile, subdistrict, latitude, longitude, configuration, active)
        VALUES (
            \(station.code.rawValue), \(station.name.zh), \(station.name.en), \(station.profile.rawValue),
            \(station.subdistrict), \(station.latitude), \(station.longitude), \(station.configuration), true)
        ON CONFLICT (station_id) DO UPDATE SET
            name_zh = excluded.name_zh, name_en = excluded.name_en, profile = excluded.profile,
            subdistrict = excluded.subdistrict, latitude = excluded.latitude, longitude = excluded.longitude,
            configuration = excluded.configuration, active = true
        WHERE (
            station.name_zh, station.name_en, station.profile, station.subdistrict, station.latitude, station.longitude,
            station.configuration, station.active
        ) IS DISTINCT FROM (
            excluded.name_zh, excluded.name_en, excluded.profile, excluded.subdistrict, excluded.latitude,
            excluded.longitude, excluded.configuration, true)
        RETURNING station_id
        """
    }

    /// Marks stations that left the configuration: their codes.
    static func deactivate(allBut codes: [StationCode]) -> Query {
        "UPDATE station SET active = false WHERE active AND station_id <> ALL (\(codes.map(\.rawValue))) RETURNING station_id"
    }

    /// Creates a hospital or brings it in line with the configuration: its code, no row when nothing changed.
    static func upsert(_ hospital: HospitalCode, name: LocalizedText) -> Query {
        """
        INSERT INTO hospital (hospital_id, name_zh, name_en) VALUES (\(hospital.rawValue), \(name.zh), \(name.en))
        ON CONFLICT (hospital_id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, active = true
        WHERE (hospital.name_zh, hospital.name_en, hospital.active) IS DISTINCT FROM (
            excluded.name_zh, excluded.name_en, true)
        RETURNING hospital_id
        """
    }

    /// Marks hospitals that left the configuration: their codes.
    static func deactivate(allBut codes: [HospitalCode]) -> Query {
        "UPDATE hospital SET active = false WHERE active AND hospital_id <> ALL (\(codes.map(\.rawValue))) RETURNING hospital_id"
    }

    /// The stations: code, name zh, name en, profile, sub-district, latitude, longitude, configuration.
    static func stations() -> Query {
        """
        SELECT station_id, name_zh, name_en, profile, subdistrict, latitude, longitude, configuration
        FROM station WHERE active ORDER BY station_id
        """
    }

    /// Whether a station is active; no row when there is none. Locks the row, so that changes are numbered one by one.
    static func lockStation(_ station: StationCode) -> Query {
        "SELECT active FROM station WHERE station_id = \(station.rawValue) FOR UPDATE"
    }

    /// The newest change of each key: key, version, digest, whether it is a tombstone; and the last number given.
    static func newestChanges(of station: StationCode) -> Query {
        """
        SELECT DISTINCT ON (key) key, version, digest, document IS NULL, max(number) OVER ()
        FROM station_change WHERE station_id = \(station.rawValue)
        ORDER BY key, number DESC
        """
    }

    static func insert(_ changes: [NumberedChange], of station: StationCode, at now: Date) -> Query {
        """
        INSERT INTO station_change (station_id, changed_at, number, key, version, digest, document)
        SELECT \(station.rawValue), \(now), * FROM unnest(
            \(changes.map(\.number)), \(changes.map(\.key)), \(changes.map(\.version)), \(changes.map(\.digest)),
            \(changes.map(\.document)))
        """
    }

    /// The changes behind a cursor: number, key, version, digest, document.
    static func changes(of station: StationCode, after cursor: Int64, limit: Int) -> Query {
        """
        SELECT number, key, version, digest, document FROM station_change
        WHERE station_id = \(station.rawValue) AND number > \(cursor)
        ORDER BY number LIMIT \(Int64(limit))
        """
    }
}
