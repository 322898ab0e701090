using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Infrastructure.Data.Npgsql.Migrations.Crm
{
    /// <inheritdoc />
    public partial class Addresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mailing_city",
                table: "contacts",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_country",
                table: "contacts",
                type: "character varying(2)",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_postal_code",
                table: "contacts",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_region",
                table: "contacts",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mailing_street",
                table: "contacts",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_city",
                table: "companies",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_country",
                table: "companies",
                type: "character varying(2)",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_postal_code",
                table: "companies",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_region",
                table: "companies",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "billing_street",
                table: "companies",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
