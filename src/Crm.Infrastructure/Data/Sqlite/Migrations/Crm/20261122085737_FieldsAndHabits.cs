using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.Sqlite.Migrations.Crm
{
    /// <inheritdoc />
    public partial class FieldsAndHabits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "refuses_over_limit",
                table: "stages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "over_limit",
                table: "stage_stays",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "mail_settled_at",
                table: "notifications",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "habits",
                table: "members",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "format",
                table: "field_overlays",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_number",
                table: "field_overlays",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "mailing_city",
                table: "contacts",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_country",
                table: "contacts",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_postal_code",
                table: "contacts",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_region",
                table: "contacts",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_street",
                table: "contacts",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_city",
                table: "companies",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_country",
                table: "companies",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_postal_code",
                table: "companies",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_region",
                table: "companies",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_street",
                table: "companies",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "mailed_kinds",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    member_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mailed_kinds", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_mailed_kinds_tenant_id_member_id_kind",
                table: "mailed_kinds",
                columns: new[] { "tenant_id", "member_id", "kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mailed_kinds");

            migrationBuilder.DropColumn(
                name: "refuses_over_limit",
                table: "stages");

            migrationBuilder.DropColumn(
                name: "over_limit",
                table: "stage_stays");

            migrationBuilder.DropColumn(
                name: "mail_settled_at",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "habits",
                table: "members");

            migrationBuilder.DropColumn(
                name: "format",
                table: "field_overlays");

            migrationBuilder.DropColumn(
                name: "last_number",
                table: "field_overlays");

            migrationBuilder.DropColumn(
                name: "mailing_city",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "mailing_country",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "mailing_postal_code",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "mailing_region",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "mailing_street",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "billing_city",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "billing_country",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "billing_postal_code",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "billing_region",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "billing_street",
                table: "companies");
        }
    }
}
