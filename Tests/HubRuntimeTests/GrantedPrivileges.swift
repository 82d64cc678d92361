/// What the roles of the hub may do, one line an object, as `PrivilegeTests` reads it from the catalog.
///
/// A new table or function is given here what its migration grants, and no more than that.
enum GrantedPrivileges {
    static let list = """
        PUBLIC schema public: USAGE
        xinlian_app function append_audit_checkpoint: EXECUTE
        xinlian_app function append_audit_event: EXECUTE
        xinlian_app function close_period: EXECUTE
        xinlian_app function ledger_lock: EXECUTE
        xinlian_app function ledger_open: EXECUTE
        xinlian_app function ledger_record: EXECUTE
        xinlian_app function ledger_record_one: EXECUTE
        xinlian_app function ledger_try: EXECUTE
        xinlian_app function ledger_try_one: EXECUTE
        xinlian_app function lock_open_periods: EXECUTE
        xinlian_app function lock_period: EXECUTE
        xinlian_app function number_voucher: EXECUTE
        xinlian_app function prepare_fact_partition: EXECUTE
        xinlian_app function reject_voucher: EXECUTE
        xinlian_app function reopen_period: EXECUTE
        xinlian_app table accounting_period: INSERT, SELECT
        xinlian_app table attention: DELETE, INSERT, SELECT, UPDATE
        xinlian_app table audit_anchor: SELECT
        xinlian_app table audit_checkpoint: SELECT
        xinlian_app table audit_event: SELECT
        xinlian_app table audit_stream: SELECT
        xinlian_app table bank_line: INSERT, SELECT
        xinlian_app table bank_match: INSERT, SELECT, UPDATE(undone_at), UPDATE(undone_by)
        xinlian_app table bank_match_line: INSERT, SELECT
        xinlian_app table bank_match_voucher: INSERT, SELECT
        xinlian_app table bank_statement: INSERT, SELECT
        xinlian_app table budget_line: INSERT, SELECT
        xinlian_app table claim: INSERT, SELECT, UPDATE(changed_at), UPDATE(decided_at), UPDATE(decided_by), UPDATE(payment), UPDATE(reason), UPDATE(state)
        xinlian_app table claim_order: INSERT, SELECT, UPDATE(released_at), UPDATE(return_event)
        xinlian_app table consent: DELETE, INSERT, SELECT
        xinlian_app table effect: DELETE, SELECT, UPDATE(queued_at)
        xinlian_app table emergency_access: INSERT, SELECT, UPDATE(ended_at)
        xinlian_app table enrolment: DELETE, INSERT, SELECT, UPDATE
        xinlian_app table erased_rollup: DELETE, INSERT, SELECT, UPDATE
        xinlian_app table fact: SELECT, UPDATE(data), UPDATE(salt), UPDATE(sealed_for)
        xinlian_app table fact_correction: SELECT
        xinlian_app table funding_event: INSERT, SELECT
        xinlian_app table hospital: INSERT, SELECT, UPDATE
        xinlian_app table ledger_account: SELECT
        xinlian_app table ledger_entry: SELECT
        xinlian_app table ledger_month: SELECT
        xinlian_app table ledger_transfer: SELECT
        xinlian_app table notice: INSERT, SELECT, UPDATE(acknowledged_at), UPDATE(acknowledged_by)
        xinlian_app table order_funding: INSERT, SELECT, UPDATE(actual_fen), UPDATE(budget_line_id), UPDATE(changed_at), UPDATE(item), UPDATE(occurred_at), UPDATE(package), UPDATE(payee), UPDATE(profile), UPDATE(reason), UPDATE(reservation), UPDATE(reservation_number), UPDATE(state), UPDATE(subsidy_group), UPDATE(verification), UPDATE(wanted_fen)
        xinlian_app table order_funding_exception: INSERT, SELECT, UPDATE(resolution), UPDATE(resolved_at), UPDATE(resolved_by)
        xinlian_app table order_link: DELETE, INSERT, SELECT(created_at), SELECT(created_by), SELECT(expires_at), SELECT(link_id), SELECT(order_id), SELECT(outcome), SELECT(purpose), SELECT(resident), SELECT(station_id), SELECT(tries_left), SELECT(used_at), SELECT(voided_at), UPDATE(voided_at)
        xinlian_app table period_closing: SELECT
        xinlian_app table period_reopening: INSERT, SELECT
        xinlian_app table person_day: DELETE, SELECT
        xinlian_app table person_link: DELETE, INSERT, SELECT, UPDATE
        xinlian_app table quarantine: SELECT
        xinlian_app table request_key: DELETE, INSERT, SELECT
        xinlian_app table resident: DELETE, INSERT, SELECT
        xinlian_app table rollup: SELECT
        xinlian_app table schema_migration: SELECT
        xinlian_app table service_order: DELETE, INSERT, SELECT, UPDATE
        xinlian_app table station: INSERT, SELECT, UPDATE
        xinlian_app table station_change: INSERT, SELECT
        xinlian_app table station_enrolment: INSERT, SELECT, UPDATE(voided_at)
        xinlian_app table station_key: SELECT, UPDATE(revoked_at), UPDATE(revoked_reason)
        xinlian_app table station_offer: INSERT, SELECT
        xinlian_app table subject_key: INSERT, SELECT, UPDATE(destroyed_at), UPDATE(kek_id), UPDATE(wrapped_key)
        xinlian_app table sync_receipt: DELETE
        xinlian_app table voucher: INSERT, SELECT
        xinlian_app table voucher_attachment: INSERT, SELECT
        xinlian_app table voucher_decision: INSERT, SELECT
        xinlian_app table voucher_entry: SELECT
        xinlian_app table voucher_reversal: INSERT, SELECT
        xinlian_app table voucher_series: SELECT
        xinlian_app table watermark: SELECT, UPDATE(last_contact_at)
        xinlian_auth function append_audit_event: EXECUTE
        xinlian_auth table account: INSERT, SELECT, UPDATE
        xinlian_auth table external_identity: DELETE, INSERT, SELECT
        xinlian_auth table hospital: SELECT
        xinlian_auth table role_assignment: DELETE, INSERT, SELECT
        xinlian_auth table schema_migration: SELECT
        xinlian_auth table session: DELETE, INSERT, SELECT, UPDATE
        xinlian_auth table sign_in_attempt: DELETE, INSERT, SELECT, UPDATE
        xinlian_auth table station: SELECT(active), SELECT(name_en), SELECT(name_zh), SELECT(station_id)
        xinlian_ingest function append_audit_event: EXECUTE
        xinlian_ingest table consent: DELETE, INSERT, SELECT(epoch), SELECT(resident_id), SELECT(seq), SELECT(station_id)
        xinlian_ingest table effect: INSERT, SELECT, UPDATE
        xinlian_ingest table enrolment: INSERT, SELECT, UPDATE
        xinlian_ingest table fact: INSERT, SELECT
        xinlian_ingest table fact_correction: INSERT, SELECT, UPDATE
        xinlian_ingest table order_link: SELECT, UPDATE(order_id), UPDATE(outcome), UPDATE(tries_left), UPDATE(used_at)
        xinlian_ingest table person_day: INSERT, SELECT, UPDATE
        xinlian_ingest table quarantine: INSERT, SELECT
        xinlian_ingest table request_key: INSERT
        xinlian_ingest table resident: DELETE, INSERT, SELECT(epoch), SELECT(resident_id), SELECT(seq), SELECT(station_id)
        xinlian_ingest table rollup: INSERT, SELECT, UPDATE
        xinlian_ingest table service_order: INSERT, SELECT, UPDATE
        xinlian_ingest table station: SELECT
        xinlian_ingest table station_enrolment: SELECT, UPDATE(key_id), UPDATE(used_at)
        xinlian_ingest table station_key: INSERT(created_at), INSERT(enrolment), INSERT(key_id), INSERT(public_key), INSERT(replaces), INSERT(station_id), SELECT, UPDATE(revoked_at), UPDATE(revoked_reason)
        xinlian_ingest table subject_key: INSERT, SELECT
        xinlian_ingest table sync_receipt: INSERT, SELECT
        xinlian_ingest table watermark: INSERT, SELECT, UPDATE
        """
}
