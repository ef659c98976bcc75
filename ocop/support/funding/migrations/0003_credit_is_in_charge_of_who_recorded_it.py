from django.db import migrations


def give_to_who_recorded(apps, schema_editor):
    """What an agency's officer recorded is in the charge of that agency; the rest is the coordination office's."""
    officers = apps.get_model("offices", "Appointment").objects.filter(role="agency_officer").order_by("pk")
    for model, person, moment in (("CreditApplication", "by", "made_at"), ("Loan", "by", "recorded_at")):
        rows = apps.get_model("funding", model).objects.filter(office=None)
        recorded = rows.filter(**{f"{person}__in": officers.values("user")}).values_list("pk", person, moment)
        for pk, user, at in list(recorded):
            held = officers.filter(user=user, valid_from__lte=at.date()).exclude(valid_to__lt=at.date()).first()
            if held is not None:
                rows.filter(pk=pk).update(office=held.office_id)


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0002_agency_in_charge_of_credit'),
    ]

    operations = [
        migrations.RunPython(give_to_who_recorded, migrations.RunPython.noop, elidable=True),
    ]
