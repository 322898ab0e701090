using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.SqlServer.Migrations.Crm
{
    /// <inheritdoc />
    public partial class Notifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "IX_notifications_tenant_id_member_id_at",
                table: "notifications",
                columns: new[] { "tenant_id", "member_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_notifications_tenant_id_member_id_read_at",
                table: "notifications",
                columns: new[] { "tenant_id", "member_id", "read_at" });

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
                name: "notifications");

            migrationBuilder.DropTable(
                name: "timeline_pins");
        }
    }
}
