import Testing

@testable import HubStore

@Suite struct SQLScriptTests {
    @Test func statementsBeginOnTheirLines() {
        let sql = """
            -- first; comment
            CREATE TABLE a (x text DEFAULT ';');

            /* a ; block /* nested ; */ */
            INSERT INTO a VALUES ('it''s;'), (E'\\';'), ($q$;$q$);
            CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;
            SELECT "a;b", $1
            """
        let statements = SQLScript.statements(in: sql)
        #expect(statements.map(\.line) == [2, 5, 6, 7])
        #expect(statements.last?.text == "SELECT \"a;b\", $1")
    }
}
