#pragma once

#include <libpq-fe.h>
#include <postgres_ext.h>

/* Character macros do not come over as integers. */
static inline int clibpq_diag_severity(void) { return PG_DIAG_SEVERITY_NONLOCALIZED; }
static inline int clibpq_diag_sqlstate(void) { return PG_DIAG_SQLSTATE; }
static inline int clibpq_diag_message(void) { return PG_DIAG_MESSAGE_PRIMARY; }
static inline int clibpq_diag_detail(void) { return PG_DIAG_MESSAGE_DETAIL; }
static inline int clibpq_diag_hint(void) { return PG_DIAG_MESSAGE_HINT; }
static inline int clibpq_diag_position(void) { return PG_DIAG_STATEMENT_POSITION; }
static inline int clibpq_diag_context(void) { return PG_DIAG_CONTEXT; }
static inline int clibpq_diag_schema(void) { return PG_DIAG_SCHEMA_NAME; }
static inline int clibpq_diag_table(void) { return PG_DIAG_TABLE_NAME; }
static inline int clibpq_diag_column(void) { return PG_DIAG_COLUMN_NAME; }
static inline int clibpq_diag_constraint(void) { return PG_DIAG_CONSTRAINT_NAME; }
