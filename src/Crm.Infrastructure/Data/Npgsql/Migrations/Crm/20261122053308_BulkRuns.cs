using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.Npgsql.Migrations.Crm
{
    /// <inheritdoc />
    public partial class BulkRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bulk_runs",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    record_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    selection_json = table.Column<string>(type: "text", nullable: false),
                    act_json = table.Column<string>(type: "text", nullable: false),
                    undoes_id = table.Column<Guid>(type: "uuid", nullable: true),
                    change_set_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    last_id = table.Column<Guid>(type: "uuid", nullable: true),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    stop_requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bulk_runs", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "bulk_problems",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bulk_run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    field = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    args = table.Column<string>(type: "text", nullable: false)
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
                name: "IX_meetings_tenant_id_deleted_at",
                table: "meetings",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_leads_tenant_id_deleted_at",
                table: "leads",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_deals_tenant_id_deleted_at",
                table: "deals",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

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
                name: "IX_calls_tenant_id_deleted_at",
                table: "calls",
                columns: new[] { "tenant_id", "deleted_at" },
                filter: "\"deleted_at\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_bulk_problems_tenant_id_bulk_run_id",
                table: "bulk_problems",
                columns: new[] { "tenant_id", "bulk_run_id" });

            migrationBuilder.CreateIndex(
                name: "IX_bulk_runs_tenant_id_created_by_id_state",
                table: "bulk_runs",
                columns: new[] { "tenant_id", "created_by_id", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulk_problems");

            migrationBuilder.DropTable(
                name: "bulk_runs");

            migrationBuilder.DropIndex(
                name: "IX_teams_tenant_id_deleted_at",
                table: "teams");

            migrationBuilder.DropIndex(
                name: "IX_tasks_tenant_id_deleted_at",
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
                name: "IX_meetings_tenant_id_deleted_at",
                table: "meetings");

            migrationBuilder.DropIndex(
                name: "IX_leads_tenant_id_deleted_at",
                table: "leads");

            migrationBuilder.DropIndex(
                name: "IX_deals_tenant_id_deleted_at",
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

            migrationBuilder.DropIndex(
                name: "IX_calls_tenant_id_deleted_at",
                table: "calls");
        }
    }
}
