using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.SqlServer.Migrations.Crm
{
    /// <inheritdoc />
    public partial class RecordsInFull : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "due_at",
                table: "tasks",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "duration_minutes",
                table: "tasks",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recurrence",
                table: "tasks",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reminder",
                table: "tasks",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "most_records",
                table: "stages",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "required_fields",
                table: "stages",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "target",
                table: "field_overlays",
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "collaborators",
                table: "deals",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "competitor",
                table: "deals",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lost_reason",
                table: "deals",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tags",
                table: "deals",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "won_reason",
                table: "deals",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tags",
                table: "contacts",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tags",
                table: "companies",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "bulk_runs",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    record_type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    selection_json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    act_json = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    undoes_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    change_set_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    state = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "int", nullable: false),
                    done = table.Column<int>(type: "int", nullable: false),
                    last_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    changed = table.Column<int>(type: "int", nullable: false),
                    unchanged = table.Column<int>(type: "int", nullable: false),
                    refused = table.Column<int>(type: "int", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    finished_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    stop_requested_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    problem = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bulk_runs", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "calls",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    about = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    direction = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    result = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    duration_minutes = table.Column<int>(type: "int", nullable: true),
                    reminder = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    description = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    owner_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    external_id = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    deleted_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false),
                    search_text = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    custom_json = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calls", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_calls_members_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "members",
                        principalColumns: new[] { "tenant_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "card_layouts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    record_type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    fields = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_layouts", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "currency_rates",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    to = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    rate = table.Column<decimal>(type: "decimal(18,8)", precision: 18, scale: 8, nullable: false),
                    set_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    set_by = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_currency_rates", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "leads",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    company_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    person_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    job_title = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    email = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    phone = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    website = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    city = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    source = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    value = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    tags = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    description = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    owner_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    external_id = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    deleted_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false),
                    search_text = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    custom_json = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leads", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_leads_members_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "members",
                        principalColumns: new[] { "tenant_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "meetings",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    about = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    starts_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ends_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    place = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    colleagues = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    contacts = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    attendees = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    recurrence = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    recurrence_zone = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    left_out = table.Column<string>(type: "nvarchar(3600)", maxLength: 3600, nullable: true),
                    reminder = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    description = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    owner_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    external_id = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    deleted_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false),
                    search_text = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    custom_json = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_meetings", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_meetings_members_tenant_id_owner_id",
                        columns: x => new { x.tenant_id, x.owner_id },
                        principalTable: "members",
                        principalColumns: new[] { "tenant_id", "id" });
                });

            migrationBuilder.CreateTable(
                name: "muted_kinds",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_muted_kinds", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    about = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    entry = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    arguments = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    read_at = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "reminders",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    about = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    moment = table.Column<DateTime>(type: "datetime2", nullable: false),
                    at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    settled_at = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reminders", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    record_type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    owner_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    share = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    definition = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    first_for = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_views", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "stage_stays",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    record_type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    record_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    stage_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    entered_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    entered_in_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    by_name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    left_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    left_in_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    seconds = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stage_stays", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "timeline_pins",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    about = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    entry = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_timeline_pins", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "bulk_problems",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    bulk_run_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    record_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    field = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    args = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bulk_problems", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_bulk_problems_bulk_runs_tenant_id_bulk_run_id",
                        columns: x => new { x.tenant_id, x.bulk_run_id },
                        principalTable: "bulk_runs",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_teams_tenant_id_deleted_at",
                table: "teams",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_tenant_id_deleted_at",
                table: "tasks",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_tenant_id_due_at",
                table: "tasks",
                columns: new[] { "tenant_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_products_tenant_id_deleted_at",
                table: "products",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notes_tenant_id_deleted_at",
                table: "notes",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_members_tenant_id_deleted_at",
                table: "members",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_amount",
                table: "deals",
                columns: new[] { "tenant_id", "amount" });

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_deleted_at",
                table: "deals",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_expected_close_on",
                table: "deals",
                columns: new[] { "tenant_id", "expected_close_on" });

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_lost_reason",
                table: "deals",
                columns: new[] { "tenant_id", "lost_reason" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_tenant_id_deleted_at",
                table: "contacts",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_companies_tenant_id_deleted_at",
                table: "companies",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_change_sets_tenant_id_actor_id_at",
                table: "change_sets",
                columns: new[] { "tenant_id", "actor_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_bulk_problems_tenant_id_bulk_run_id",
                table: "bulk_problems",
                columns: new[] { "tenant_id", "bulk_run_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bulk_runs_tenant_id_created_by_id_state",
                table: "bulk_runs",
                columns: new[] { "tenant_id", "created_by_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_tenant_id_about",
                table: "calls",
                columns: new[] { "tenant_id", "about" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_tenant_id_at",
                table: "calls",
                columns: new[] { "tenant_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_tenant_id_changed_at",
                table: "calls",
                columns: new[] { "tenant_id", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_tenant_id_deleted_at",
                table: "calls",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_calls_tenant_id_external_id",
                table: "calls",
                columns: new[] { "tenant_id", "external_id" },
                unique: true,
                filter: "\"deleted_at\" IS NULL AND \"external_id\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_calls_tenant_id_owner_id",
                table: "calls",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_calls_tenant_id_subject",
                table: "calls",
                columns: new[] { "tenant_id", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_card_layouts_tenant_id_record_type_member_id",
                table: "card_layouts",
                columns: new[] { "tenant_id", "record_type", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_currency_rates_tenant_id_currency_to_valid_from",
                table: "currency_rates",
                columns: new[] { "tenant_id", "currency", "to", "valid_from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_leads_tenant_id_changed_at",
                table: "leads",
                columns: new[] { "tenant_id", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_leads_tenant_id_deleted_at",
                table: "leads",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_leads_tenant_id_external_id",
                table: "leads",
                columns: new[] { "tenant_id", "external_id" },
                unique: true,
                filter: "\"deleted_at\" IS NULL AND \"external_id\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_leads_tenant_id_name",
                table: "leads",
                columns: new[] { "tenant_id", "name" });

            migrationBuilder.CreateIndex(
                name: "IX_leads_tenant_id_owner_id",
                table: "leads",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_leads_tenant_id_status",
                table: "leads",
                columns: new[] { "tenant_id", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_meetings_tenant_id_about",
                table: "meetings",
                columns: new[] { "tenant_id", "about" });

            migrationBuilder.CreateIndex(
                name: "IX_meetings_tenant_id_changed_at",
                table: "meetings",
                columns: new[] { "tenant_id", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_meetings_tenant_id_deleted_at",
                table: "meetings",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_meetings_tenant_id_external_id",
                table: "meetings",
                columns: new[] { "tenant_id", "external_id" },
                unique: true,
                filter: "\"deleted_at\" IS NULL AND \"external_id\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_meetings_tenant_id_owner_id",
                table: "meetings",
                columns: new[] { "tenant_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_meetings_tenant_id_starts_at",
                table: "meetings",
                columns: new[] { "tenant_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "IX_meetings_tenant_id_subject",
                table: "meetings",
                columns: new[] { "tenant_id", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_muted_kinds_tenant_id_member_id_kind",
                table: "muted_kinds",
                columns: new[] { "tenant_id", "member_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notifications_tenant_id_member_id_at",
                table: "notifications",
                columns: new[] { "tenant_id", "member_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_tenant_id_member_id_read_at",
                table: "notifications",
                columns: new[] { "tenant_id", "member_id", "read_at" });

            migrationBuilder.CreateIndex(
                name: "IX_reminders_tenant_id_settled_at_at",
                table: "reminders",
                columns: new[] { "tenant_id", "settled_at", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_saved_views_tenant_id_record_type",
                table: "saved_views",
                columns: new[] { "tenant_id", "record_type" });

            migrationBuilder.CreateIndex(
                name: "IX_stage_stays_tenant_id_record_type_record_id_left_at",
                table: "stage_stays",
                columns: new[] { "tenant_id", "record_type", "record_id", "left_at" });

            migrationBuilder.CreateIndex(
                name: "IX_stage_stays_tenant_id_stage_id_left_at",
                table: "stage_stays",
                columns: new[] { "tenant_id", "stage_id", "left_at" });

            migrationBuilder.CreateIndex(
                name: "IX_timeline_pins_tenant_id_about_entry",
                table: "timeline_pins",
                columns: new[] { "tenant_id", "about", "entry" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulk_problems");

            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "card_layouts");

            migrationBuilder.DropTable(
                name: "currency_rates");

            migrationBuilder.DropTable(
                name: "leads");

            migrationBuilder.DropTable(
                name: "meetings");

            migrationBuilder.DropTable(
                name: "muted_kinds");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "reminders");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "stage_stays");

            migrationBuilder.DropTable(
                name: "timeline_pins");

            migrationBuilder.DropTable(
                name: "bulk_runs");

            migrationBuilder.DropIndex(
                name: "IX_teams_tenant_id_deleted_at",
                table: "teams");

            migrationBuilder.DropIndex(
                name: "IX_tasks_tenant_id_deleted_at",
                table: "tasks");

            migrationBuilder.DropIndex(
                name: "IX_tasks_tenant_id_due_at",
                table: "tasks");

            migrationBuilder.DropIndex(
                name: "IX_products_tenant_id_deleted_at",
                table: "products");

            migrationBuilder.DropIndex(
                name: "IX_notes_tenant_id_deleted_at",
                table: "notes");

            migrationBuilder.DropIndex(
                name: "IX_members_tenant_id_deleted_at",
                table: "members");

            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_amount",
                table: "deals");

            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_deleted_at",
                table: "deals");

            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_expected_close_on",
                table: "deals");

            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_lost_reason",
                table: "deals");

            migrationBuilder.DropIndex(
                name: "IX_contacts_tenant_id_deleted_at",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_companies_tenant_id_deleted_at",
                table: "companies");

            migrationBuilder.DropIndex(
                name: "IX_change_sets_tenant_id_actor_id_at",
                table: "change_sets");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "duration_minutes",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "recurrence",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "reminder",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "most_records",
                table: "stages");

            migrationBuilder.DropColumn(
                name: "required_fields",
                table: "stages");

            migrationBuilder.DropColumn(
                name: "target",
                table: "field_overlays");

            migrationBuilder.DropColumn(
                name: "collaborators",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "competitor",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "lost_reason",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "tags",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "won_reason",
                table: "deals");

            migrationBuilder.DropColumn(
                name: "tags",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "tags",
                table: "companies");
        }
    }
}
